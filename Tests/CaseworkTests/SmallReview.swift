/// A review in one page, with one of each thing that Casework decides.
enum SmallReview {
    static let yaml = """
    triad: 1
    workflow: small-review
    version: 1
    title: Small review
    subject: organisation
    calendar: test-schools
    managed_by: coordinator

    interests:
      blocking: [family]
      disclosed: [same_grant]
      employed_within: 3 years
      declared_within: 12 months

    roles:
      coordinator: { title: Coordinator }
      host: { title: Host lead, from: subject }
      lead: { title: Lead reviewer, of: organisation, needs: [trained_reviewer], outside: [subject] }
      reviewer: { title: Second reviewer, of: organisation, needs: [trained_reviewer], outside: [subject, lead] }
      reader: { title: Outside reader, outside: [subject, lead, reviewer], optional: true }

    data:
      focus: { title: Focus, type: text, max: 60 }
      visit_on: { title: Visit on, type: date, visibility: public }
      reason: { title: Reason, type: text, max: 100 }

    sheets:
      peer:
        title: Reviewers' judgement
        rubric: maturity
        by: [lead, reviewer]
        sealed: until-all
        tolerance: 0
        settled_by: [lead, reviewer]

    records:
      evidence:
        title: Evidence
        max: 3
        fields:
          seen: { title: What was seen, type: text, max: 100 }
      comments:
        title: Comments
        visibility: host
        fields:
          text: { title: Comment, type: text, max: 100 }
          decision: { title: Decision, type: choice, of: [accepted, declined], later: true }
      concerns:
        title: Concerns
        visibility: restricted
        seen_by: [coordinator]
        fields:
          to: { title: Passed on to, type: text, max: 60 }

    initial: open
    states:
      open:
        title: Under way
        initial: agreeing
        events:
          postpone: { title: Postpone, by: [coordinator, host], form: { reason: {} }, to: postponed }
          withdraw: { title: Withdraw, by: coordinator, to: withdrawn }
          concern: { title: Pass on a concern, by: [lead, reviewer], add: concerns, visibility: restricted, seen_by: [coordinator] }
        states:
          agreeing:
            title: Agreeing
            waits_for: { host: Agree the visit, lead: Agree the visit }
            clock: { after: 10 school days, of: [host, lead], owed_by: [host, lead], remind: 3 school days, letter: chaser, later: [{ after: 5 working days, notify: coordinator }] }
            events:
              agree:
                title: Agree the visit
                by: { all: [host, lead] }
                form: { focus: {}, visit_on: {} }
                when:
                  - that: "workingDays(today, event.visit_on) >= 20"
                    else: The visit is less than 20 working days away.
                  - that: "isSchoolDay('host', event.visit_on)"
                    else: The host's school is not open on that day.
                expect:
                  - that: "workingDays(today, event.visit_on) <= 60"
                    else: The visit is more than 60 working days away.
                to: visiting
          visiting:
            title: Visiting
            waits_for: { lead: Record what is seen }
            events:
              record: { title: Record evidence, by: [lead, reviewer], add: evidence }
              name: { title: Give one's name, by: [lead, reviewer], name_actor: true }
              leave:
                title: Leave
                by: lead
                when: [{ that: "size(records.evidence) > 0", else: No evidence has been recorded yet. }]
                to: judging
          judging:
            title: Judging apart
            waits_for: { lead: Seal your sheet, reviewer: Seal your sheet }
            collect: peer
            events:
              record: { title: Record evidence, by: [lead, reviewer], add: evidence }
              done: conferring
          conferring:
            title: Conferring
            waits_for: { lead: Settle the differences, reviewer: Settle the differences }
            events:
              settle: { title: Settle a difference, by: [lead, reviewer], settle: peer }
              close:
                title: Close the conference
                by: lead
                when: [{ that: "size(unsettled('peer')) == 0", else: A difference is not settled yet. }]
                to: checking
          checking:
            title: Factual check
            waits_for: { host: Comment on the draft }
            window: { after: 5 school days, of: host, protects: host, asks: coordinator, grace: 10 working days, send: window-closes }
            events:
              comment: { title: Comment, by: host, add: comments }
              lengthen:
                title: Lengthen the window
                by: coordinator
                form: { days: { title: Days, type: whole, min: 1, max: 20 } }
                extend: { clock: window, by: "event.days" }
              window-closes: { title: The window closes, by: clock, to: resolving }
          resolving:
            title: Resolving
            waits_for: { lead: Decide each comment }
            always:
              - { when: "records.comments.all(c, has(c.decision))", to: closed }
            events:
              decide: { title: Decide a comment, by: lead, update: { record: comments, fields: [decision] }, when: [{ that: "!has(row.decision)", else: It is decided already. }] }
      postponed:
        title: Postponed
        clock: { after: 30 working days, owed_by: coordinator }
        events:
          resume: { title: Go on, by: coordinator, to: open.history }
      closed: { title: Closed, final: true }
      withdrawn: { title: Withdrawn, final: true }

    anytime:
      share: { title: Share practice, in: [closed], by: host, add: evidence }

    letters:
      chaser: { title: Reminder, to: owed, template: letters/chaser }
    """
}
