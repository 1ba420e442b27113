/// The only way in: open a file, perform a command, read a query.
///
/// ``Triad`` is the file. Questions are ``Query``, answered by views in words, filtered for whoever asks before they leave; people
/// are named by identifiers or full names; the definitions that ship are built in, behind those of a ``DefinitionShelf``'s folder.
///
/// It knows no face: nothing here prints, and no path comes in but the file's and the folder's.
///
/// Floor 6 (the door).
