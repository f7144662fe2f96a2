using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Screening.Floods;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Trials;
using Guildhall.Screening.Trust;
using Guildhall.Screening.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Screening.Api;

/// <summary>The buttons of the pages.</summary>
internal static class ScreeningCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/c/{community}/manage/screening").RequirePermission(Permissions.ManageScreening).ExcludeFromDescription();
        all.MapPost("/lists/{id:long}/trials", async (string community, long id, [FromForm] IFormCollection _, SwitchRule rules, CancellationToken cancel) =>
            Redirects.To(Path(community, $"/trials/{await rules.TryListAsync(id, cancel)}")));
        all.MapPost("/lists/{id:long}/removal", async (string community, long id, [FromForm] IFormCollection _, ArrangeWords words, CancellationToken cancel) =>
        {
            await words.RemoveListAsync(id, cancel);
            return Redirects.To(Path(community, ""));
        });
        all.MapPost("/lists/{id:long}/words/{word:long}/removal", async (
            string community, long id, long word, [FromForm] IFormCollection _, ArrangeWords words, CancellationToken cancel) =>
        {
            await words.RemoveAsync(word, cancel);
            return Redirects.To(Path(community, $"/lists/{id}"));
        });
        all.MapPost("/lists/{id:long}/deactivation", async (string community, long id, [FromForm] IFormCollection _, SwitchRule rules, CancellationToken cancel) =>
        {
            await rules.SwitchListOffAsync(id, cancel);
            return Redirects.To(Path(community, $"/lists/{id}"));
        });
        all.MapPost("/rules/{rule}/deactivation", async (string community, string rule, [FromForm] IFormCollection _, SwitchRule rules, CancellationToken cancel) =>
        {
            await rules.SwitchOffAsync(RuleKinds.Read(rule) ?? throw Refused.NotFound(), cancel);
            return Redirects.To(Path(community, "/rules"));
        });
        all.MapPost("/trust/{member:long}/unlock", async (string community, long member, [FromForm] IFormCollection _, LockTrust locks, CancellationToken cancel) =>
        {
            await locks.UnlockAsync(member, cancel);
            return Redirects.To(Path(community, $"/trust/{member}"));
        });
        all.MapPost("/floods/{id:long}/end", async (string community, long id, [FromForm] IFormCollection _, EndFlood end, CancellationToken cancel) =>
        {
            await end.RunAsync(id, cancel);
            return Redirects.To(Path(community, "/floods"));
        });
    }

    private static string Path(string community, string rest) => $"/c/{community}/manage/screening{rest}";
}
