using System.Reflection;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;

namespace Guildhall.App.Tests.House;

/// <summary>
/// Names that the database keeps: of events, handlers, jobs and work. Two of the same name would share their rows, and one that is too long
/// fails on PostgreSQL only.
/// </summary>
[Trait("Database", "none")]
public class Name_rules
{
    private const int LongestName = 100;

    private static readonly Type[] Program =
        [.. Guildhall.Web.Modules.All.Assemblies.Append(typeof(IEvent).Assembly).Distinct().SelectMany(a => a.GetTypes())];

    [Fact]
    public void Events_have_names_of_their_own() =>
        Assert.Empty(Wrong(Found(Program, IsEvent), Activity.KindOf, ActivityMapping.LongestKind));

    [Fact]
    public void Handlers_have_names_of_their_own() =>
        Assert.Empty(Wrong(Found(Program, Implements(typeof(IHandle<>))), QualifiedName.Of, LongestName));

    [Fact]
    public void Jobs_have_names_of_their_own() =>
        Assert.Empty(Wrong(Found(Program, t => t.IsAssignableTo(typeof(IJob))), QualifiedName.Of, LongestName));

    [Fact]
    public void Kinds_of_work_have_names_of_their_own() =>
        Assert.Empty(Wrong(Payloads(Program), QualifiedName.Of, LongestName, mayBeNone: true));

    [Fact]
    public void Events_say_in_their_name_whose_they_are() =>
        Assert.All(Found(Program, IsEvent), e => Assert.StartsWith("Guildhall.Kernel.Contracts.", e.Namespace, StringComparison.Ordinal));

    [Fact]
    public void The_rules_find_what_is_wrong()
    {
        Type[] specimens = typeof(Name_rules).GetNestedTypes(BindingFlags.NonPublic);

        Assert.Equal(["house.bell_rang"], Wrong(Found([.. specimens.SelectMany(Nested)], IsEvent), Activity.KindOf, ActivityMapping.LongestKind));
        Assert.Equal(["house.bell_rang", "house.bell_rang is too long"], Wrong(Found([.. specimens.SelectMany(Nested)], IsEvent), Activity.KindOf, longest: 14));
        Assert.Equal(["App.Tests.Ring"], Wrong(Found([.. specimens.SelectMany(Nested)], Implements(typeof(IHandle<>))), QualifiedName.Of, LongestName));
        Assert.Equal(["nothing was found"], Wrong([], QualifiedName.Of, LongestName));
    }

    private static IEnumerable<Type> Nested(Type type) => type.GetNestedTypes(BindingFlags.NonPublic);

    private static bool IsEvent(Type type) => type.IsAssignableTo(typeof(IEvent));

    private static Func<Type, bool> Implements(Type open) =>
        type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == open);

    private static List<Type> Found(Type[] types, Func<Type, bool> which) =>
        [.. types.Where(t => t is { IsAbstract: false, IsInterface: false }).Where(which)];

    private static List<Type> Payloads(Type[] types) =>
    [
        .. Found(types, Implements(typeof(IWork<>)))
            .SelectMany(t => t.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IWork<>)))
            .Select(i => i.GetGenericArguments()[0]),
    ];

    private static IEnumerable<string> Wrong(List<Type> types, Func<Type, string> nameOf, int longest, bool mayBeNone = false)
    {
        if (types.Count == 0)
            return mayBeNone ? [] : ["nothing was found"];
        return types.GroupBy(nameOf).Where(n => n.Count() > 1).Select(n => n.Key)
            .Concat(types.Select(nameOf).Distinct().Where(n => n.Length > longest).Select(n => $"{n} is too long"));
    }

    private static class One
    {
        internal sealed record BellRang(long CommunityId, long? ActorId) : IEvent
        {
            public Thing Subject => default;
        }

        internal sealed class Ring : IHandle<BellRang>
        {
            public Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel) => Task.CompletedTask;
        }
    }

    private static class Other
    {
        internal sealed record BellRang(long CommunityId, long? ActorId) : IEvent
        {
            public Thing Subject => default;
        }

        internal sealed class Ring : IHandle<BellRang>
        {
            public Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel) => Task.CompletedTask;
        }
    }
}
