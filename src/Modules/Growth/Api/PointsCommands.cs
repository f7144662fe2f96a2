using System.Globalization;
using Guildhall.Growth.Badges;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Own;
using Guildhall.Growth.Program;
using Guildhall.Growth.Rewards;
using Guildhall.Growth.Tiers;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Growth.Api;

/// <summary>The buttons of this module's pages, and the list of redemptions as a file.</summary>
internal static class PointsCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/points/hiding", async (
                string community, [FromForm] bool on, ShowStanding show, CancellationToken cancel) =>
        {
            await show.RunAsync(!on, cancel);
            return Redirects.To($"/c/{community}/points/board?said=saved");
        }).RequireAuthorization().ExcludeFromDescription();

        var manage = routes.MapGroup("/c/{community}/manage/points").RequirePermission(PointsPermissions.Manage).ExcludeFromDescription();
        manage.MapPost("/program", async (string community, [FromForm] string? preset, ChangeProgram change, CancellationToken cancel) =>
        {
            await change.OpenAsync(EnumWords.Read<Preset>(preset) ?? Preset.Balanced, cancel);
            return Redirects.To($"/c/{community}/manage/points?said=saved");
        });
        manage.MapPost("/program/closure", async (string community, [FromForm] IFormCollection _, ChangeProgram change, CancellationToken cancel) =>
        {
            await change.CloseAsync(cancel);
            return Redirects.To($"/c/{community}/manage/points?said=saved");
        });
        manage.MapPost("/tier-rules/{id:long}/end", async (string community, long id, [FromForm] IFormCollection _,
            ArrangeTierRules rules, CancellationToken cancel) =>
        {
            await rules.EndAsync(id, cancel);
            return Redirects.To($"/c/{community}/manage/points/levels?said=saved#tiers");
        });
        manage.MapPost("/rewards/{id:long}/offer", async (string community, long id, [FromForm] bool on, ArrangeRewards arrange, CancellationToken cancel) =>
        {
            await arrange.SetOfferedAsync(id, on, cancel);
            return Redirects.To($"/c/{community}/manage/points/rewards?said=saved");
        });
        manage.MapPost("/badges/{id:long}/archive", async (string community, long id, [FromForm] IFormCollection _, ArrangeBadges arrange, CancellationToken cancel) =>
        {
            await arrange.ArchiveAsync(id, cancel);
            return Redirects.To($"/c/{community}/manage/points/badges?said=saved");
        });
        manage.MapGet("/redemptions.csv", Csv);
    }

    private static IResult Csv(
        string community, string? q, string? state, RedemptionList list, CommunityScope scope, Texts t, CancellationToken cancel) =>
        new CsvAnswer(
            $"{scope.Required.Slug}-redemptions.csv",
            [t["Number"], t["Member"], t["Reward"], t["Points"], t["Redeemed"], t["State"], t["Coupon"], t["Note"]],
            list.AllAsync(q, EnumWords.Read<RedemptionState>(state), cancel).Select(r => (IReadOnlyList<CsvCell>)
            [
                r.Id, r.Member, r.Redemption.Title, r.Redemption.Cost,
                r.Redemption.At.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), t[PointsWords.Of(r.Redemption.State)],
                r.Redemption.Code, r.Redemption.Note,
            ]));
}
