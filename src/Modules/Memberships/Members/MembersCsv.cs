using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Members;

/// <summary>The list of members as a file for spreadsheets, narrowed as it is on the page. Mail addresses are not in it.</summary>
internal static class MembersCsv
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/manage/members.csv", Get).RequirePermission(Permissions.ManageMembers).ExcludeFromDescription();

    private static IResult Get(
        string community, string? q, string? tier, MemberList members, CommunityScope scope, Texts t, CancellationToken cancel) =>
        new CsvAnswer(
            $"{scope.Required.Slug}-members.csv",
            [t["Number"], t["Member"], t["Tier"], t["Until"], t["Roles"], t["Since"]],
            members.AllAsync(q, GiftInput.Tier(tier), cancel).Select(m => (IReadOnlyList<CsvCell>)
            [
                m.Id.ToString(CultureInfo.InvariantCulture), m.Name, m.Tier, m.Tier is not null && m.Until is null ? t["no end"] : Time(m.Until),
                string.Join(", ", m.Roles.Select(role => t[role])), Time(m.Since),
            ]));

    private static string? Time(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
