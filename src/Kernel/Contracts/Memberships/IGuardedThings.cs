namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Answered by every module that owns things behind the gate, so that "why can this member see this?" can be asked of all of them.</summary>
public interface IGuardedThings
{
    /// <summary>The kinds this module owns, e.g. "article".</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary><c>null</c> when there is no such thing in the community.</summary>
    Task<GuardedThing?> FindAsync(long communityId, Thing thing, CancellationToken cancel = default);

    /// <summary>Finds things by a path of this site ("/c/x/articles/y") or by words of the title; at most 20.</summary>
    Task<IReadOnlyList<GuardedThing>> SearchAsync(long communityId, string text, CancellationToken cancel = default);
}

/// <summary>A thing behind the gate, with what reading it needs.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
public sealed record GuardedThing(Need Need, string Title, string Path);
