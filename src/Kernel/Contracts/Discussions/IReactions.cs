namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>A kind of thing that members may react to, declared by its module as a singleton. Who may is the gate's answer.</summary>
/// <param name="Kind">As in its things, e.g. "message".</param>
public sealed record ReactableKind(string Kind);

/// <summary>The reactions to things, for the modules whose things they are.</summary>
public interface IReactions
{
    /// <summary>All that there are, in the order in which they are shown.</summary>
    IReadOnlyList<ReactionName> Names { get; }

    /// <summary>The reactions to these things, in two queries however many they are.</summary>
    /// <param name="memberId">Whose own are marked; <c>null</c> for nobody's.</param>
    Task<ILookup<Thing, ReactionCounted>> OfAsync(
        IReadOnlyCollection<Thing> things, long? memberId, CancellationToken cancel = default);
}

/// <summary>A reaction that one can choose.</summary>
/// <param name="Name">As in addresses.</param>
/// <param name="Emoji">What is shown.</param>
/// <param name="Text">What it is called: a text key.</param>
public sealed record ReactionName(string Name, string Emoji, string Text);

/// <summary>How many members react to a thing by one name.</summary>
/// <param name="Mine">Whether the member who was asked for is among them.</param>
public sealed record ReactionCounted(string Name, string Emoji, int Members, bool Mine);
