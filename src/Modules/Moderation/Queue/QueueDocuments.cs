using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Verdicts;

namespace Guildhall.Moderation.Queue;

public sealed record PersonDocument(long Id, string Name);

public sealed record ReasonDocument(ReportReason Reason, int Count);

/// <param name="Undone">Taken back, with all that it did.</param>
/// <param name="Parts">Of a member: what was taken down.</param>
/// <param name="PartsClosedUntil">Until then the member can set no others; <c>null</c> where they can at once.</param>
public sealed record VerdictDocument(
    long Id, VerdictKind Verdict, ReportReason? Grounds, string Note, PersonDocument By, DateTime At, long? Sanction, bool Undone,
    IReadOnlyList<ProfilePart> Parts, DateTime? PartsClosedUntil)
{
    internal static VerdictDocument Of(Verdict v, string by) => new(
        v.Id, v.Kind, v.Grounds, v.Note, new PersonDocument(v.DecidedBy, by), v.DecidedAt, v.SanctionId, v.UndoneAt is not null, v.PartList,
        v.PartsClosedUntil);
}

/// <summary>A case of the queue.</summary>
/// <param name="Thing">What it is about, such as <c>reply:12</c>.</param>
/// <param name="State">"open", "appealed" or "closed".</param>
/// <param name="Title">Empty, as the excerpt, where the caller may not read it.</param>
/// <param name="HeldFor">What the screening said; <c>null</c> where it was not held.</param>
/// <param name="Verdicts">What can be decided now.</param>
/// <param name="Verdict">The one that stands.</param>
/// <param name="Appeal">What the author wrote against it.</param>
public sealed record CaseDocument(
    long Id, string Thing, string State, string Title, string Excerpt, string? Url, bool Readable, PersonDocument Author, int Reports,
    IReadOnlyList<ReasonDocument> Reasons, string? HeldFor, DateTime OpenedAt, PersonDocument? ClaimedBy,
    IReadOnlyList<VerdictKind> Verdicts, VerdictDocument? Verdict, string? Appeal)
{
    internal static CaseDocument Of(CaseRow row)
    {
        var one = row.Case;
        return new CaseDocument(
            one.Id, one.Thing.ToString(), Kernel.Values.EnumWords.Of(one.State), row.Thing.Title, row.Thing.Excerpt, row.Thing.Path,
            row.Thing.IsReadable, new PersonDocument(one.AuthorId, row.Author), one.Reports,
            [.. row.Reasons.Select(r => new ReasonDocument(r.Reason, r.Count))], row.HeldFor, one.OpenedAt,
            one.ClaimedBy is { } by ? new PersonDocument(by, row.ClaimedBy ?? "") : null, row.Choices,
            row.Last is { } last ? VerdictDocument.Of(last, row.Decider ?? "") : null, row.Appeal?.Text);
    }
}

public sealed record CaseListDocument(IReadOnlyList<CaseDocument> Items, string? Next);

public sealed record ReportDocument(string Reporter, ReportReason Reason, string Note, DateTime At);

/// <param name="Html">The words, sanitised; <c>null</c> where the caller may not read them or they are gone.</param>
/// <param name="Parts">Of a member: what can be taken down by itself.</param>
public sealed record CaseDetailDocument(
    CaseDocument Case, string? Html, IReadOnlyList<ReportDocument> Reports, IReadOnlyList<VerdictDocument> History,
    IReadOnlyList<ProfilePart> Parts)
{
    internal static CaseDetailDocument Of(CaseView view) => new(
        CaseDocument.Of(view.Row), view.Words?.Html,
        [.. view.Reports.Select(r => new ReportDocument(r.Reporter, r.Reason, r.Note, r.At))],
        [.. view.Verdicts.Select(v => VerdictDocument.Of(v.Verdict, v.By))], view.Parts);
}

/// <param name="Until">Exclusive; needed for slow mode and suspension, left out for a warning and a ban.</param>
/// <param name="EveryMinutes">For slow mode; ten if left out.</param>
public sealed record SanctionInput(SanctionKind Kind, DateTimeOffset? Until, int? EveryMinutes);

/// <param name="Note">For the author.</param>
/// <param name="Grounds">What was wrong; left out for what most reporters said.</param>
/// <param name="Parts">To remove something of a member: what is taken down.</param>
/// <param name="ClosedDays">For so many days, at most 365, the member can set no others; left out where they can at once.</param>
public sealed record VerdictInput(
    VerdictKind? Verdict, string? Note, ReportReason? Grounds, SanctionInput? Sanction, IReadOnlyList<ProfilePart?>? Parts = null,
    int? ClosedDays = null);
