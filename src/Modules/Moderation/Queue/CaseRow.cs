using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Moderation.Appeals;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Verdicts;

namespace Guildhall.Moderation.Queue;

/// <summary>Which cases a moderator looks at.</summary>
public enum CaseFilter
{
    Open,
    Mine,
    Held,
    Reported,
    Appeals,
    Done,
}

internal sealed record SaidReason(ReportReason Reason, int Count);

/// <summary>A case as it stands in the queue. Public for components, which hand it on; what it holds is the module's own.</summary>
public sealed class CaseRow
{
    internal CaseRow(Case one, SeenThing thing, string author, IReadOnlyList<VerdictKind> choices) =>
        (Case, Thing, Author, Choices) = (one, thing, author, choices);

    internal Case Case { get; }
    internal SeenThing Thing { get; }
    internal string Author { get; }

    /// <summary>What can be decided now.</summary>
    internal IReadOnlyList<VerdictKind> Choices { get; }

    internal string? ClaimedBy { get; init; }

    /// <summary>The most frequent first.</summary>
    internal IReadOnlyList<SaidReason> Reasons { get; init; } = [];

    /// <summary>The verdict that stands; <c>null</c> where none does.</summary>
    internal Verdict? Last { get; init; }

    /// <summary>Who gave it.</summary>
    internal string? Decider { get; init; }

    /// <summary>What the author wrote against it.</summary>
    internal Appeal? Appeal { get; init; }

    /// <summary>What the screening said may quote what it stands in.</summary>
    internal string? HeldFor => Thing.IsReadable ? Case.HeldFor : Case.HeldFor is null ? null : "";
}
