using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Discussions.Topics;

/// <summary>The gate, for whoever acts now, on topics and what stands in them.</summary>
internal sealed class TopicGate(IAccess access, CurrentMember member, CommunityScope scope, TopicTerms terms, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public SpaceInfo? SpaceOf(Topic topic) => scope.Required.TopicSpace(topic.SpaceId);

    /// <summary>Kinds of things under which members comment.</summary>
    public static readonly IReadOnlyList<string> Commented = ["article", "resource", "lesson", "session"];

    public async Task<bool> ModeratesAsync(CancellationToken cancel) => member.IsSignedIn
        && (await access.DecideAsync(member.Viewer, Need.Permission(scope.Id, Permissions.ModerateTopics), Now, cancel)).Allowed;

    /// <summary>Goes on only where the topic is there for whoever acts: to read it, and beyond that to say something in it.</summary>
    /// <returns>What it asks.</returns>
    /// <exception cref="Refused">404: missing, closed to them, deleted and held look alike.</exception>
    public async Task<TopicAsks> RequireReadAsync(Topic? topic, CancellationToken cancel)
    {
        if (topic is null)
            throw Refused.NotFound();
        var asks = await terms.OfAsync(scope.Required, topic.SpaceId, topic.About, cancel);
        await access.RequireAsync(member.Viewer, Need.ToRead(scope.Id, topic.Thing, asks.ToRead), Now, cancel);
        if (!Sees(topic, await ModeratesAsync(cancel)))
            throw Refused.NotFound();
        return asks;
    }

    /// <returns>Who posts.</returns>
    /// <exception cref="Refused">401 for a visitor; 404 for who may not.</exception>
    public async Task<long> RequirePostAsync(Topic? topic, CancellationToken cancel)
    {
        var by = member.RequireId();
        var asks = await RequireReadAsync(topic, cancel);
        await access.RequireAsync(member.Viewer, Need.ToPost(scope.Id, topic!.Thing, asks.ToPost), Now, cancel);
        return by;
    }

    /// <summary>The same where there is no topic yet: in a space, or below a thing.</summary>
    public async Task<long> RequirePostAsync(long? spaceId, Thing? about, CancellationToken cancel)
    {
        var by = member.RequireId();
        if (about is { } thing && !Commented.Contains(thing.Kind))
            throw Refused.NotFound();
        var asks = await terms.OfAsync(scope.Required, spaceId, about, cancel);
        await access.RequireAsync(
            member.Viewer, Need.ToPost(scope.Id, about ?? new Thing("space", spaceId ?? 0), asks.ToPost), Now, cancel);
        return by;
    }

    /// <summary>For changing what somebody said: they themselves as long as they may post, and moderators.</summary>
    public async Task<long> RequireChangeAsync(Topic? topic, Post post, CancellationToken cancel)
    {
        var by = member.RequireId();
        var moderates = await ModeratesAsync(cancel);
        if (!moderates && post.AuthorId != by)
            throw Refused.NotFound();
        if (moderates)
            await RequireReadAsync(topic, cancel);
        else
            await RequirePostAsync(topic, cancel);
        return Sees(post, moderates) ? by : throw Refused.NotFound();
    }

    /// <summary>Whether somebody acts as the author of a post: at a browser, or by a token that may post in their name.</summary>
    public bool IsAuthor(long authorId) =>
        authorId == member.Id && (member.Viewer.Scopes is not { } scopes || scopes.Contains(Api.TopicsApi.Scope));

    /// <summary>
    /// Whether whoever acts sees a post, where the gate lets them into its topic: moderators see all, authors what is held and what they
    /// deleted themselves.
    /// </summary>
    public bool Sees(Post post, bool moderates) => post.IsShown || moderates
        || (IsAuthor(post.AuthorId) && (post.DeletedAt is null || post.DeletedBy == member.Id));
}
