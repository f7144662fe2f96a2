using CsCheck;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Memberships;

/// <summary>Requirements of any shape against one ledger: a single decision, the list's filter and a plain reckoning agree.</summary>
public class Any_requirement(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string[] People = ["nobody", "free", "premium", "buyer", "former", "later", "author"];

    private static readonly string[]?[] Scopes = [null, ["articles:read"], ["orders:read"]];

    /// <summary>Written so that no row of the ledger is needed to say what is right.</summary>
    private static readonly Dictionary<string, (int Rank, int[] Things)> Held = new()
    {
        ["nobody"] = (-1, []), ["free"] = (0, []), ["premium"] = (1, [2]), ["buyer"] = (-1, [1, 2]), ["former"] = (-1, []),
        ["later"] = (-1, []), ["author"] = (99, [1, 2, 3]),
    };

    [Fact]
    public async Task Is_judged_alike_alone_and_in_a_list()
    {
        var academy = await FilledAsync();
        TierOffer[] tiers = [academy.Free, academy.Premium, academy.Partner];
        var any = Gen.Recursive<Shape>((depth, shape) => depth == 3 ? Leaf : Gen.Frequency(
            (3, Leaf),
            (1, shape.Array[1, 3].Select(of => (Shape)new Shape.Any(of))),
            (1, shape.Array[1, 3].Select(of => (Shape)new Shape.All(of)))));

        await Gen.Select(any, From(People), From(Scopes)).SampleAsync(async (shape, name, scopes) =>
        {
            var requirement = Of(shape, tiers);
            var reads = scopes is null || scopes.Contains("articles:read");

            var expected = Opens(shape, reads ? Held[name] : (-1, []), reads && name == "author");
            var decision = await academy.DecideAsync(name, requirement, null, scopes ?? []);
            var holdings = await academy.HoldsAsync(name, scopes: scopes);

            Assert.Equal(expected, decision.Allowed);
            Assert.Equal(expected, holdings.Opens(requirement));
            Assert.Equal(requirement, Of(shape, tiers));
            Assert.Equal(requirement.GetHashCode(), Of(shape, tiers).GetHashCode());
            // Whoever buys one of these reads it, and whoever buys none of them does not.
            if (!expected && reads)
                Assert.Equal(
                    tiers.Where((_, rank) => Opens(shape, (Math.Max(rank, Held[name].Rank), Held[name].Things), false))
                        .Select(t => t.TierId),
                    decision.OpenedBy.Select(o => o.TierId));
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void Cannot_be_an_empty_list()
    {
        Assert.Throws<ArgumentException>(() => new Requirement.AnyOf([]));
        Assert.Throws<ArgumentException>(() => new Requirement.AllOf([]));
        Assert.NotEqual<Requirement>(new Requirement.AnyOf([new Requirement.Open()]), new Requirement.AllOf([new Requirement.Open()]));
        Assert.NotEqual<Requirement>(
            new Requirement.AnyOf([new Requirement.Open(), new Requirement.AnyTier()]), new Requirement.AnyOf([new Requirement.Open()]));
    }

    [Theory]
    [InlineData("buyer", true, "Grant #{0} opens {1}; it rests on {2}.")]
    [InlineData("premium", true, "Rank {0} of {1} is at least rank {2} of {3}.")]
    [InlineData("former", false, "It was revoked on {0} because of {1}: {2}")]
    [InlineData("later", false, "It starts only on {0}.")]
    [InlineData("nobody", false, "There is no separate grant of {0}.")]
    public async Task Tells_both_ways_in(string name, bool opens, string says)
    {
        var academy = await FilledAsync();
        var requirement = new Requirement.AnyOf(
            [new Requirement.Tier(academy.Premium.TierId), new Requirement.OfThing(new Thing("article", 1))]);

        var decision = await academy.DecideAsync(name, requirement);

        Assert.Equal(opens, decision.Allowed);
        Assert.Equal("{0} opens if any one of {1} conditions is met.", decision.Reasons[0].Text);
        Assert.Contains(decision.Reasons, r => r.Holds == opens && r.Text == says);
        Assert.Equal(opens ? [] : [academy.Premium.TierId, academy.Partner.TierId], decision.OpenedBy.Select(o => o.TierId));
    }

    private static Gen<T> From<T>(T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static readonly Gen<Shape> Leaf = Gen.OneOf<Shape>(
        Gen.Const<Shape>(new Shape.Open()), Gen.Const<Shape>(new Shape.AnyTier()), Gen.Const<Shape>(new Shape.Unknown()),
        Gen.Int[0, 2].Select(rank => (Shape)new Shape.Tier(rank)), Gen.Int[1, 3].Select(id => (Shape)new Shape.Thing(id)));

    private abstract record Shape
    {
        public sealed record Open : Shape;
        public sealed record AnyTier : Shape;
        public sealed record Unknown : Shape;
        public sealed record Tier(int Rank) : Shape;
        public sealed record Thing(int Id) : Shape;
        public sealed record Any(Shape[] Of) : Shape;
        public sealed record All(Shape[] Of) : Shape;
    }

    private static Requirement Of(Shape shape, TierOffer[] tiers) => shape switch
    {
        Shape.Open => new Requirement.Open(),
        Shape.AnyTier => new Requirement.AnyTier(),
        Shape.Unknown => new Requirement.Tier(int.MaxValue),
        Shape.Tier tier => new Requirement.Tier(tiers[tier.Rank].TierId),
        Shape.Thing thing => new Requirement.OfThing(new Thing("article", thing.Id)),
        Shape.Any any => new Requirement.AnyOf([.. any.Of.Select(s => Of(s, tiers))]),
        Shape.All all => new Requirement.AllOf([.. all.Of.Select(s => Of(s, tiers))]),
        _ => throw new InvalidOperationException(),
    };

    private static bool Opens(Shape shape, (int Rank, int[] Things) held, bool readsAll) => shape switch
    {
        Shape.Open => true,
        Shape.AnyTier => readsAll || held.Rank >= 0,
        Shape.Tier tier => readsAll || held.Rank >= tier.Rank,
        Shape.Thing thing => readsAll || held.Things.Contains(thing.Id),
        Shape.Any any => any.Of.Any(s => Opens(s, held, readsAll)),
        Shape.All all => all.Of.All(s => Opens(s, held, readsAll)),
        _ => false,
    };

    private async Task<Academy> FilledAsync()
    {
        var academy = await Academy.OpenAsync(app);
        var now = academy.Now;
        foreach (var name in People)
            await academy.PersonAsync(name);
        await academy.BuysAsync("free", academy.Free, now, null);
        await academy.BuysAsync("premium", academy.Premium, now, now.AddDays(30));
        await academy.BuysAsync("premium", new Thing("article", 2), now, null);
        await academy.BuysAsync("buyer", new Thing("article", 1), now, null);
        await academy.BuysAsync("buyer", new Thing("article", 2), now, now.AddDays(1));
        await academy.BuysAsync("buyer", new Thing("course", 3), now, null);
        await academy.RefundAsync(await academy.BuysAsync("former", new Thing("article", 1), now, null));
        await academy.BuysAsync("later", new Thing("article", 1), now.AddDays(1), null);
        await academy.AppointAsync("author", "author");
        return academy;
    }
}
