namespace Guildhall.Kernel.Contracts.Content;

/// <summary>A reader has tipped the author of an article, and it is paid.</summary>
/// <param name="ActorId">The reader.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Title">Of the article.</param>
/// <param name="Amount">Minor units of <paramref name="Currency"/>, before any share is taken.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record TipGiven(
    long CommunityId, long? ActorId, long AuthorId, long ArticleId, string Title, long Amount, string Currency) : IEvent
{
    /// <summary>The article.</summary>
    public Thing Subject => new("article", ArticleId);

    Reach IEvent.Reach => Reach.Nothing;
}
