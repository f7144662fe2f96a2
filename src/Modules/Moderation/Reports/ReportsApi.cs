using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Moderation.Reports;

/// <param name="Thing">Such as <c>reply:12</c>.</param>
/// <param name="Note">Needed where the reason is "other".</param>
public sealed record ReportInput(string? Thing, ReportReason? Reason, string? Note);

/// <param name="Id">That of manage/reports, where moderators decide it; whoever reports the same thing meanwhile gets the same.</param>
public sealed record ReportCreated(long Id);

internal static class ReportsApi
{
    public const string Scope = "reports:write";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/communities/{community}/reports", PostAsync)
        .WithTags("Moderation").RequireScope(Scope).WithName("ReportThing")
        .WithSummary("Reports a thing to the moderators. While the report is open, the same again is answered with 200 and the same id.")
        .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);

    private static async Task<Results<Created<ReportCreated>, Ok<ReportCreated>>> PostAsync(
        string community, ReportInput input, ReportThing report, CurrentMember member, CancellationToken cancel)
    {
        var (id, isNew) = await report.RunAsync(
            ReportGate.Read(input.Thing), member.RequireId(), input.Reason, input.Note, cancel);
        return isNew ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/reports/mine"), new ReportCreated(id))
            : TypedResults.Ok(new ReportCreated(id));
    }
}
