namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>What the screening found in posts that it held, for whoever decides about them. No gate is asked.</summary>
public interface IScreeningFindings
{
    /// <summary>Those of these posts that the screening held.</summary>
    Task<IReadOnlyDictionary<Thing, ScreeningFinding>> OfAsync(
        long communityId, IReadOnlyCollection<Thing> posts, CancellationToken cancel = default);
}

/// <summary>Why a post was held.</summary>
/// <param name="Reason">In the community's words.</param>
/// <param name="Path">A page that shows the text with the places marked, for who may manage the screening; begins with a slash.</param>
public sealed record ScreeningFinding(Thing Post, string Reason, string Path, DateTime At);
