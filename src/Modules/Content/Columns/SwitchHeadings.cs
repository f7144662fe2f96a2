using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Columns;

/// <summary>
/// Those who manage the community, and so decide what of a column is free, let the wall of its articles name the headings behind it, or no
/// longer (decision 44). Repeating it changes nothing.
/// </summary>
internal sealed class SwitchHeadings(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    /// <param name="space">Its address.</param>
    /// <exception cref="Refused">404: there is no such column, or whoever asks does not manage the community.</exception>
    public async Task RunAsync(string space, bool on, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var column = scope.Required.Space(space) is { HoldsArticles: true } found ? found : throw Refused.NotFound();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var known = await db.Set<ShownHeadings>().SingleOrDefaultAsync(h => h.SpaceId == column.Id, cancel);
        if (on == known is not null)
            return;
        if (known is not null)
            db.Remove(known);
        else
            db.Add(ShownHeadings.In(scope.Id, column.Id, by, time.GetUtcNow().UtcDateTime));
        db.Publish(() => new HeadingsSwitched(scope.Id, by, column.Id, on));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>For the button.</summary>
    public Task<bool> IsOnAsync(long spaceId, CancellationToken cancel) =>
        db.Set<ShownHeadings>().AnyAsync(h => h.SpaceId == spaceId, cancel);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/s/{space}/shown-headings", async (
                string community, string space, [FromForm] bool on, SwitchHeadings switching, CancellationToken cancel) =>
            {
                await switching.RunAsync(space, on, cancel);
                return Redirects.To($"/c/{community}/s/{Uri.EscapeDataString(space)}");
            }).RequireAuthorization().ExcludeFromDescription();
        var api = routes.MapGroup("/api/communities/{community}/spaces/{space}/shown-headings").WithTags("Articles")
            .RequireScope("articles:write").RequirePermission(Permissions.ManageCommunity);
        api.MapPut("", (string space, SwitchHeadings switching, CancellationToken cancel) => SwitchAsync(space, true, switching, cancel))
            .WithName("ShowHeadings").WithSummary("The wall of the column's articles names the headings behind it.").ProducesProblem(404);
        api.MapDelete("", (string space, SwitchHeadings switching, CancellationToken cancel) => SwitchAsync(space, false, switching, cancel))
            .WithName("HideHeadings").WithSummary("It says only how many there are, as it does by itself.").ProducesProblem(404);
    }

    private static async Task<NoContent> SwitchAsync(string space, bool on, SwitchHeadings switching, CancellationToken cancel)
    {
        await switching.RunAsync(space, on, cancel);
        return TypedResults.NoContent();
    }
}
