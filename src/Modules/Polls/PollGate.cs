using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Polls;

/// <summary>The gate, for whoever acts now, on polls.</summary>
internal sealed class PollGate(IAccess access, CurrentMember member, CommunityScope scope, TimeProvider time)
{
    /// <summary>The scope that tokens post with; the module of discussions declares it.</summary>
    public const string Scope = "posts:write";

    private static readonly Requirement Nobody = new Requirement.Permission(Permissions.ReadEverything);

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public long? MemberId => member.Id;

    /// <summary>
    /// Whoever reads its space sees a poll. A space that is not known cannot say who may: then nobody but those who manage.
    /// </summary>
    public static Requirement ToSee(CommunityInfo community, long? spaceId) =>
        spaceId is not { } id ? new Requirement.AnyTier()
        : community.Spaces.FirstOrDefault(s => s.Id == id) is { } space ? Requirement.OfTier(space.TierId) : Nobody;

    public static Requirement ToVote(CommunityInfo community, Poll poll) => new Requirement.AllOf(
        [ToSee(community, poll.SpaceId), poll.TierId is { } tier ? new Requirement.Tier(tier) : new Requirement.AnyTier()]);

    public async Task<bool> ModeratesAsync(CancellationToken cancel) => member.IsSignedIn
        && (await access.DecideAsync(member.Viewer, Need.Permission(scope.Id, Permissions.ModerateTopics), Now, cancel)).Allowed;

    /// <returns>Who makes a poll for readers of a space; for all members where it is <c>null</c>.</returns>
    /// <exception cref="Refused">401 for a visitor; 404 for who may not.</exception>
    public async Task<long> RequireOpenAsync(SpaceInfo? space, CancellationToken cancel)
    {
        var by = member.RequireId();
        if (space is { IsArchived: true })
            throw Refused.NotFound();
        var asks = new Requirement.AllOf([ToSee(scope.Required, space?.Id), new Requirement.AnyTier()]);
        await access.RequireAsync(member.Viewer, Need.ToPost(scope.Id, new Thing("space", space?.Id ?? 0), asks), Now, cancel);
        return by;
    }

    /// <exception cref="Refused">404: missing, closed to the viewer, held and removed look alike.</exception>
    public async Task<Poll> RequireSeeAsync(Poll? poll, CancellationToken cancel) =>
        poll is not null && await SeesAsync(poll, cancel) ? poll : throw Refused.NotFound();

    /// <summary>The same as an answer, for lines in texts.</summary>
    public async Task<bool> SeesAsync(Poll poll, CancellationToken cancel) =>
        (await access.DecideAsync(
            member.Viewer, Need.ToRead(scope.Id, poll.Thing, ToSee(scope.Required, poll.SpaceId)), Now, cancel)).Allowed
        && (poll.IsShown || (IsAuthor(poll) && (poll.DeletedAt is null || poll.IsWithdrawn)) || await ModeratesAsync(cancel));

    /// <returns>Who votes.</returns>
    public async Task<long> RequireVoteAsync(Poll? poll, CancellationToken cancel)
    {
        var by = member.RequireId();
        await RequireSeeAsync(poll, cancel);
        // Whoever sees it may know that it is for others.
        if (!await MayVoteAsync(poll!, cancel))
            throw new Refused("not_entitled", 403, "Your membership can't vote in this poll.");
        return poll!.IsShown ? by : throw Refused.NotFound();
    }

    public async Task<bool> MayVoteAsync(Poll poll, CancellationToken cancel) => member.IsSignedIn
        && (await access.DecideAsync(
            member.Viewer, Need.ToPost(scope.Id, poll.Thing, ToVote(scope.Required, poll)), Now, cancel)).Allowed;

    /// <returns>Who changes it: its author, as long as they see it.</returns>
    public async Task<long> RequireOwnAsync(Poll? poll, CancellationToken cancel)
    {
        var by = member.RequireId();
        await RequireSeeAsync(poll, cancel);
        return IsAuthor(poll!) ? by : throw Refused.NotFound();
    }

    /// <returns>Who ends it: its author, or a moderator.</returns>
    public async Task<long> RequireCloseAsync(Poll? poll, CancellationToken cancel)
    {
        var by = member.RequireId();
        await RequireSeeAsync(poll, cancel);
        return await MayCloseAsync(poll!, cancel) ? by : throw Refused.NotFound();
    }

    public async Task<bool> MayCloseAsync(Poll poll, CancellationToken cancel) =>
        (IsAuthor(poll) && poll.DeletedAt is null) || await ModeratesAsync(cancel);

    /// <summary>Whether somebody acts as its author: at a browser, or by a token that may post in their name.</summary>
    public bool IsAuthor(Poll poll) =>
        poll.AuthorId == member.Id && (member.Viewer.Scopes is not { } scopes || scopes.Contains(Scope));
}
