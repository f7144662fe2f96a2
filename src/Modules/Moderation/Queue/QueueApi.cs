using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Sanctions;
using Guildhall.Moderation.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Queue;

/// <summary>The queue for programs of moderators.</summary>
internal static class QueueApi
{
    public const string Read = "moderation:read", Write = "moderation:write";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/communities/{community}/manage/reports").WithTags("Moderation")
            .RequirePermission(Permissions.HandleReports);
        api.MapGet("", ListAsync).RequireScope(Read).WithName("ListModerationCases")
            .WithSummary("What was reported, held or appealed, the longest waiting first; narrow with `filter`, go on with `after` from `next`.");
        api.MapGet("/{id:long}", async (string community, long id, ReadCase read, CancellationToken cancel) =>
                TypedResults.Ok(CaseDetailDocument.Of(await read.RunAsync(id, cancel))))
            .RequireScope(Read).WithName("GetModerationCase").WithSummary("One case with its words, reports and verdicts.");
        api.MapPut("/{id:long}/verdict", DecideAsync).RequireScope(Write).WithName("GiveCaseVerdict")
            .WithSummary("Decides a case or an appeal. The same verdict again changes nothing; another is answered with 409 and who decided.")
            .ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        api.MapDelete("/{id:long}/verdict", UndoAsync).RequireScope(Write).WithName("UndoVerdict")
            .WithSummary("Takes the verdict back with all that it did; the case is open again.").ProducesProblem(409);
        api.MapPut("/{id:long}/claim", async (string community, long id, ClaimCase claim, CancellationToken cancel) =>
            {
                await claim.RunAsync(id, true, cancel);
                return TypedResults.NoContent();
            }).RequireScope(Write).WithName("ClaimModerationCase").WithSummary("Says that the caller looks after it.").ProducesProblem(409);
        api.MapDelete("/{id:long}/claim", async (string community, long id, ClaimCase claim, CancellationToken cancel) =>
            {
                await claim.RunAsync(id, false, cancel);
                return TypedResults.NoContent();
            }).RequireScope(Write).WithName("ReleaseModerationCase").WithSummary("Lets it go.").ProducesProblem(409);
    }

    private static async Task<Ok<CaseListDocument>> ListAsync(
        string community, string? filter, long? after, int? limit, CaseQueue queue, CurrentMember member, CancellationToken cancel)
    {
        var wanted = filter is null ? CaseFilter.Open : EnumWords.Read<CaseFilter>(filter) ?? throw new Refused(
            "word_unknown", 422, "Use one of these words: {0}.", string.Join(", ", EnumWords.All(typeof(CaseFilter))))
        {
            Field = "filter",
        };
        var page = await queue.ReadAsync(
            wanted, member.RequireId(), after, Paging.Limit(limit ?? CaseQueue.PageSize), cancel);
        return TypedResults.Ok(new CaseListDocument(
            [.. page.Items.Select(CaseDocument.Of)], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<VerdictDocument>> DecideAsync(
        string community, long id, VerdictInput input, DecideCase decide, AppDb db, CancellationToken cancel)
    {
        var sanction = input.Sanction is { } asked ? new WantedSanction(asked.Kind, asked.Until?.UtcDateTime, asked.EveryMinutes) : null;
        var verdict = await decide.RunAsync(id, new WantedVerdict(input.Verdict, input.Grounds, input.Note, sanction)
        {
            Parts = [.. (input.Parts ?? []).OfType<ProfilePart>()], ClosedDays = input.ClosedDays,
        }, cancel);
        var by = await db.Members.Where(m => m.Id == verdict.DecidedBy).Select(m => m.Name).SingleAsync(cancel);
        return TypedResults.Ok(VerdictDocument.Of(verdict, by));
    }

    private static async Task<NoContent> UndoAsync(
        string community, long id, ReadCase read, UndoVerdict undo, CancellationToken cancel)
    {
        var last = (await read.RunAsync(id, cancel)).Row.Last ?? throw Refused.NotFound();
        await undo.RunAsync(last.Id, cancel);
        return TypedResults.NoContent();
    }
}
