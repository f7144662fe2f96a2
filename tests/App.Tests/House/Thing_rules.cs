using System.Runtime.CompilerServices;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.House;

/// <summary>
/// Whatever an event happens to is a thing that its module answers for, so that search, notifications and chains of reasons can ask the
/// gate about it instead of each trusting itself.
/// </summary>
[Trait("Database", "none")]
public class Thing_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public void Every_kind_that_an_event_names_has_one_owner()
    {
        using var scope = app.Services.CreateScope();
        var owned = scope.ServiceProvider.GetServices<IOwnThings>().SelectMany(o => o.Kinds).ToList();

        var named = KindsNamed(typeof(IEvent).Assembly.GetTypes());

        Assert.Contains("article", named);
        Assert.Empty(Unowned(named, owned));
        Assert.Empty(owned.GroupBy(kind => kind).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void The_rule_finds_a_kind_that_nobody_owns() =>
        Assert.Equal(["parcel"], Unowned(KindsNamed([typeof(ParcelSent)]), ["article"]));

    /// <summary>An event whose kind is told by its row, as a vote's, names none by itself.</summary>
    private static IReadOnlySet<string> KindsNamed(IEnumerable<Type> types) =>
        types.Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IEvent)))
            .Select(t => ((IEvent)RuntimeHelpers.GetUninitializedObject(t)).Subject.Kind).Where(kind => kind is not null).ToHashSet();

    private static IEnumerable<string> Unowned(IEnumerable<string> named, IEnumerable<string> owned) => named.Except(owned);

    private sealed record ParcelSent(long CommunityId, long? ActorId) : IEvent
    {
        public Thing Subject => new("parcel", 1);
    }
}
