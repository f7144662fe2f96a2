using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Moderation.Queue;

/// <summary>The buttons of the queue.</summary>
internal static class QueueCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/c/{community}/manage/reports").RequirePermission(Permissions.HandleReports).ExcludeFromDescription();
        pages.MapPost("/{id:long}/verdict", async (
            string community, long id, [FromForm] string? verdict, [FromForm] string? filter, DecideCase decide,
            CancellationToken cancel) =>
        {
            await decide.RunAsync(id, new WantedVerdict(EnumWords.Read<VerdictKind>(verdict), null, null, null), cancel);
            return Redirects.To(Links.To($"/c/{community}/manage/reports", ("filter", Filter(filter)), ("done", id)));
        });
        pages.MapPost("/{id:long}/claim", async (
            string community, long id, [FromForm] bool on, [FromForm] string? from, ClaimCase claim, CancellationToken cancel) =>
        {
            await claim.RunAsync(id, on, cancel);
            return Redirects.To(from == "list" ? $"/c/{community}/manage/reports#case-{id}" : $"/c/{community}/manage/reports/{id}");
        });
        pages.MapPost("/verdicts/{id:long}/undo", async (
            string community, long id, [FromForm] IFormCollection _, UndoVerdict undo, CancellationToken cancel) =>
            Redirects.To($"/c/{community}/manage/reports/{(await undo.RunAsync(id, cancel)).Id}"));
    }

    private static string? Filter(string? word) => EnumWords.Read<CaseFilter>(word) is { } filter ? EnumWords.Of(filter) : null;
}
