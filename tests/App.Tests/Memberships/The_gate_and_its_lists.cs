using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

/// <summary>
/// Ledgers nobody would think of: single decisions, lists, the database's own filter and a plain reckoning must agree on each.
/// </summary>
public class The_gate_and_its_lists(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string?[] RoleNames = [null, "owner", "moderator", "author"];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Agree_on_any_ledger_at_any_instant(int seed)
    {
        var random = new Random(seed);
        var academy = await Academy.OpenAsync(app);
        TierOffer[] tiers = [academy.Free, academy.Premium, academy.Partner];
        var rows = new List<Row>();
        string[] people = ["Lin", "Wang", "Zoe"];
        foreach (var name in people)
            await academy.PersonAsync(name);
        for (var i = 0; i < 24; i++)
            rows.Add(await WriteAsync(academy, random, people[i % people.Length], tiers, i));

        rows.AddRange(await JoinedAsync(academy, people));

        foreach (var at in Instants(rows, academy.Now, random))
        {
            foreach (var name in people)
                await CompareAsync(academy, tiers, [.. rows.Where(r => r.Member == name)], name, at);
        }
    }

    private static async Task CompareAsync(Academy academy, TierOffer[] tiers, List<Row> rows, string name, DateTime at)
    {
        var holdings = await academy.HoldsAsync(name, at);
        var inForce = rows.Where(r => r.From <= at && (r.Until is null || at < r.Until) && (r.RevokedAt is null || at < r.RevokedAt))
            .ToList();
        var readsAll = inForce.Any(r => r.Role is not null);
        var highest = inForce.Where(r => r.Tier is not null).Max(r => (int?)r.Tier!.Rank);

        Assert.Equal(highest, tiers.SingleOrDefault(t => t.TierId == holdings.HighestTierId)?.Rank);
        foreach (var tier in tiers)
        {
            var expected = readsAll || highest >= tier.Rank;
            var decision = await academy.DecideAsync(name, tier, at);
            Assert.Equal(expected, holdings.Opens(tier.TierId));
            Assert.Equal(expected, decision.Allowed);
            Assert.Equal(!expected, decision.OpenedBy.Count > 0);
            Assert.Equal(expected, Speaks(decision));
        }

        var member = academy.IdOf(name);
        var listed = await academy.InAsync<AppDb, List<long>>(db => db.Set<Grant>().Where(GrantsInForce.At(at))
            .Where(g => g.MemberId == member).Select(g => g.Id).ToListAsync());
        Assert.Equal(inForce.Select(r => r.Id).Order(), listed.Where(id => rows.Any(r => r.Id == id)).Order());
    }

    /// <summary>
    /// Whether the chain itself shows something that carries the decision: a rank that suffices or a role that reads everything.
    /// </summary>
    private static bool Speaks(Decision decision) => decision.Reasons.Any(r =>
        r is { Holds: true, Text: "Rank {0} of {1} is at least rank {2} of {3}." or "The role {0} includes {1}." });

    private static async Task<Row> WriteAsync(Academy academy, Random random, string name, TierOffer[] tiers, int number)
    {
        var source = new Thing("order", number + 1);
        var role = random.Next(4) == 0 ? RoleNames[1 + random.Next(3)] : null;
        var tier = role is null ? tiers[1 + random.Next(2)] : null;
        var from = role is null ? academy.Now.AddHours(random.Next(-200, 200)) : academy.Now;
        DateTime? until = role is null && random.Next(4) > 0 ? from.AddHours(random.Next(1, 150)) : null;
        DateTime? revoked = random.Next(3) == 0 ? academy.Now.AddHours(random.Next(-100, 250)) : null;
        if (role is not null)
            await academy.WriteAsync(g => g.GrantRoleAsync(academy.Id, academy.IdOf(name), role, source, by: null, from));
        else
            await academy.GrantAsync(name, tier!, from, until, source);
        if (revoked is { } at)
            await academy.WriteAsync(g => g.RevokeAsync(academy.Id, source, "test", new Thing("refund", number + 1), by: null, at));

        var id = await academy.InAsync<AppDb, long>(db => db.Set<Grant>().Where(g => g.SourceKind == "order" && g.SourceId == number + 1)
            .Select(g => g.Id).SingleAsync());
        return new Row(id, name, tier, role, from, until, revoked);
    }

    /// <summary>Whoever is given a paid tier joins with it.</summary>
    private static Task<List<Row>> JoinedAsync(Academy academy, string[] people) => academy.InAsync<AppDb, List<Row>>(async db =>
    {
        var joins = await db.Set<Grant>().Where(g => g.SourceKind == "join").ToListAsync();
        return [.. joins.Select(g =>
            new Row(g.Id, people.Single(p => academy.IdOf(p) == g.MemberId), academy.Free, null, academy.Now, null, null))];
    });

    /// <summary>Every boundary, the instants beside it, and some between.</summary>
    private static IEnumerable<DateTime> Instants(List<Row> rows, DateTime now, Random random)
    {
        var boundaries = rows.SelectMany(r => new[] { r.From, r.Until, r.RevokedAt }).OfType<DateTime>().Distinct()
            .OrderBy(_ => random.Next()).Take(12);
        return boundaries.SelectMany(at => new[] { at.AddMicroseconds(-1), at, at.AddMicroseconds(1) }).Append(now)
            .Append(now.AddYears(10));
    }

    private sealed record Row(long Id, string Member, TierOffer? Tier, string? Role, DateTime From, DateTime? Until, DateTime? RevokedAt);
}
