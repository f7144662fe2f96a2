using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Appeals;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Sanctions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Moderation.Own;

/// <param name="Verdict">For the appeal; <c>null</c> while it waits.</param>
/// <param name="Undone">Taken back, with all that it did.</param>
/// <param name="Parts">Of the caller's profile: what was taken down.</param>
/// <param name="PartsClosedUntil">Until then they can set no others; <c>null</c> where they can at once.</param>
/// <param name="Appeal">What came of it; <c>null</c> without an appeal, or while it is open.</param>
public sealed record OwnDecisionDocument(
    string Thing, bool Waiting, long? Verdict, VerdictKind? Kind, ReportReason? Grounds, string? Note, DateTime? At, bool Undone,
    SanctionKind? Sanction, bool Appealed, VerdictKind? Appeal, IReadOnlyList<ProfilePart> Parts, DateTime? PartsClosedUntil)
{
    internal static OwnDecisionDocument Of(OwnDecision d) => new(
        d.Case.Thing.ToString(), d.Waits, d.Verdict?.Id, d.Verdict?.Kind, d.Verdict?.Grounds, d.Verdict?.Note, d.Verdict?.DecidedAt,
        d.Verdict?.UndoneAt is not null, d.Sanction?.Kind, d.Appeal is not null, d.OnAppeal?.Kind, d.Verdict?.PartList ?? [],
        d.Verdict?.PartsClosedUntil);
}

public sealed record OwnDecisionsDocument(IReadOnlyList<OwnDecisionDocument> Items);

/// <param name="Outcome">"waiting", "acted" or "kept".</param>
public sealed record OwnReportDocument(long Id, string Thing, ReportReason Reason, DateTime At, string Outcome)
{
    internal static OwnReportDocument Of(OwnReport r) => new(
        r.Id, r.Thing.ToString(), r.Reason, r.At, r.Outcome is not { } outcome ? "waiting" : outcome.IsAgainst() ? "acted" : "kept");
}

public sealed record OwnReportsDocument(IReadOnlyList<OwnReportDocument> Items);

public sealed record AppealInput(string? Text);

/// <summary>What concerns the caller alone.</summary>
internal static class OwnApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/api/communities/{community}").WithTags("Moderation");
        own.MapGet("/reports/mine", async (string community, OwnDecisions read, CommunityScope scope, CancellationToken cancel) =>
                TypedResults.Ok(new OwnReportsDocument([.. (await read.ReportsAsync(scope.Id, cancel)).Select(OwnReportDocument.Of)])))
            .RequireScope("account:read").WithName("ListOwnReports").WithSummary("What the caller reported, and what became of it.");
        own.MapGet("/verdicts/mine", async (string community, OwnDecisions read, CommunityScope scope, CancellationToken cancel) =>
                TypedResults.Ok(new OwnDecisionsDocument([.. (await read.ListAsync(scope.Id, cancel)).Select(OwnDecisionDocument.Of)])))
            .RequireScope("account:read").WithName("ListOwnVerdicts").WithSummary("What moderators decided about the caller's own, and why.");
        own.MapPost("/verdicts/{id:long}/appeal", async (
                string community, long id, AppealInput input, AppealVerdict appeal, CancellationToken cancel) =>
            {
                await appeal.RunAsync(id, input.Text, cancel);
                return TypedResults.NoContent();
            }).RequireScope("account:write").WithName("AppealVerdict").WithSummary("Asks another moderator to look again, once.")
            .ProducesProblem(409).ProducesProblem(422);
        routes.MapPost("/c/{community}/warnings/{id:long}/acknowledgement", async (
            string community, long id, [FromForm] string? from, AcknowledgeWarning acknowledge, CancellationToken cancel) =>
        {
            await acknowledge.RunAsync(id, cancel);
            return Redirects.To(LocalPath.Or($"/c/{community}", from));
        }).RequireAuthorization().ExcludeFromDescription();
    }
}
