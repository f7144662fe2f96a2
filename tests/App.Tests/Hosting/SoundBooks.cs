using System.Data.Common;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Hosting;

/// <summary>Whatever a class of scenarios has done, the money ledger of its communities is sound at its end.</summary>
internal static class SoundBooks
{
    /// <summary>The newest community, so that those of earlier borrowers are not looked at again.</summary>
    public static async Task<long> LatestAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var all = await scope.ServiceProvider.GetRequiredService<ICommunities>().ListAsync();
        return all.Select(c => c.Id).DefaultIfEmpty().Max();
    }

    /// <returns>What is wrong in communities after this one in which something was bought or booked.</returns>
    /// <param name="but">Those that were broken on purpose.</param>
    public static async Task<IReadOnlyList<string>> BrokenAsync(IServiceProvider services, long after, IReadOnlySet<long> but)
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var busy = (await db.Set<Order>().IgnoreQueryFilters().Where(o => o.CommunityId > after).Select(o => o.CommunityId).Distinct()
                .Union(db.Set<LedgerTransaction>().IgnoreQueryFilters().Where(t => t.CommunityId > after).Select(t => t.CommunityId))
                .ToListAsync()).ToHashSet();
            var broken = new List<string>();
            foreach (var community in await scope.ServiceProvider.GetRequiredService<ICommunities>().ListAsync())
            {
                if (!busy.Contains(community.Id) || but.Contains(community.Id))
                    continue;
                await using var audit = services.CreateAsyncScope();
                var verdict = await audit.ServiceProvider.GetRequiredService<CheckLedger>().RunAsync(community, default);
                broken.AddRange(verdict.Violations.Select(v => v.ToString()));
            }
            return broken;
        }
        catch (Exception gone) when (gone is ObjectDisposedException or DbException || gone.InnerException is DbException)
        {
            // Whoever stopped the program or took its database away has no books to be looked at.
            return [];
        }
    }
}
