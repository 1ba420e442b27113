/// How well two raters agree on a scale of ordered levels.
///
/// - ``PairedRatings``: what two raters gave to the same things, counted; from it exact and near agreement, who lies higher and by how much,
///   and Cohen's kappa with linear weights.
/// - ``Fraction``: a ratio of whole numbers, exact.
///
/// Every figure is a fraction: 9 of 10 reaches 90 per cent, and 896 of 1,000 does not. It knows nothing of rubrics, people, cases or files:
/// levels are positions counted from 0.
///
/// Floor 2 (the craft).
public enum RaterAgreement {
    /// With fewer pairs than these no kappa is told: it would say more of chance than of the raters.
    public static let fewestForKappa = 20
}
