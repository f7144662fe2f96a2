namespace Guildhall.Kernel.Contracts.Content;

/// <summary>An article became public: for the first time, or again after it was withdrawn. Imports publish <see cref="ArticlesImported"/> instead.</summary>
public sealed record ArticlePublished(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
}

/// <summary>Text, address, space or access of an article changed, or its preview was cut anew; drafts included.</summary>
/// <param name="ActorId"><c>null</c> where a job cut the preview anew.</param>
public sealed record ArticleRevised(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
}

/// <summary>A public article was taken back: only who may write sees it from now on.</summary>
public sealed record ArticleWithdrawn(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
}

/// <summary>A whole import batch was applied or undone; a batch that changed nothing is no fact.</summary>
/// <param name="Created">Articles, as are the other two counts.</param>
/// <param name="Removed">By undoing; 0 where a batch was applied.</param>
public sealed record ArticlesImported(long CommunityId, long? ActorId, long BatchId, int Created, int Updated, int Removed) : IEvent
{
    public Thing Subject => new("import", BatchId);
}

/// <summary>A browser showed an article long enough to count. Visitors are counted without being known.</summary>
/// <param name="ActorId"><c>null</c> for a visitor.</param>
public sealed record ArticleRead(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
}
