using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Asking;

/// <summary>How somebody wants to ask, as given.</summary>
/// <param name="Of">Handle of the person of whom it is asked first; empty for everybody.</param>
internal sealed record WayOfAsking(string? Of, bool Anonymously)
{
    public static readonly WayOfAsking Plainly = new(null, false);
}

/// <summary>The same, checked.</summary>
/// <param name="Expert"><c>null</c> for nobody in particular.</param>
internal sealed record CheckedAsking(long? Expert, bool IsAnonymous);

/// <summary>Whether somebody may ask so: of a person who could answer, and without their name where the space lets them.</summary>
internal sealed class CheckAsking(AppDb db, IProfiles profiles, IAccess access, ITrust trust, TopicGate gate, CommunityScope scope)
{
    /// <summary>Whoever has just come asks under their name.</summary>
    public const TrustLevel LeastTrust = TrustLevel.Basic;

    /// <exception cref="Refused">422 at the field "askedOf" or "anonymous".</exception>
    public async Task<CheckedAsking> RunAsync(
        SpaceInfo space, TopicKind kind, long by, WayOfAsking asking, PostText text, CancellationToken cancel)
    {
        var handle = (asking.Of ?? "").Trim().TrimStart('@');
        if (kind != TopicKind.Question && (handle.Length > 0 || asking.Anonymously))
            throw Refused.AtField(asking.Anonymously ? "anonymous" : "askedOf", "questions_only", "This is for questions alone.");
        if (asking.Anonymously)
            await RequireAnonymousAsync(space, by, text, cancel);
        return new CheckedAsking(handle.Length == 0 ? null : await ExpertAsync(space, by, handle, cancel), asking.Anonymously);
    }

    /// <summary>Whether members may ask without their name in a space.</summary>
    public Task<bool> IsOnAsync(long spaceId, CancellationToken cancel) =>
        db.Set<AnonymousAsking>().AnyAsync(a => a.SpaceId == spaceId, cancel);

    private async Task RequireAnonymousAsync(SpaceInfo space, long by, PostText text, CancellationToken cancel)
    {
        if (!await IsOnAsync(space.Id, cancel))
            throw Refused.AtField("anonymous", "anonymous_off", "Anonymous questions are switched off in this space.");
        if (!await gate.ModeratesAsync(cancel) && await trust.LevelAsync(scope.Id, by, cancel) < LeastTrust)
            throw Refused.AtField("anonymous", "anonymous_untrusted",
                "Take part a little longer before you ask anonymously: read some topics, and answer others.");
        if (text.Targets.Any(t => t.Contains("/polls/", StringComparison.Ordinal)))
            throw Refused.AtField("anonymous", "anonymous_poll", "A poll says who made it. Take it out, or ask under your name.");
    }

    private async Task<long> ExpertAsync(SpaceInfo space, long by, string handle, CancellationToken cancel)
    {
        var person = await profiles.FindAsync(handle, cancel);
        // A stranger and who may not answer there look alike: whether somebody is a member is nobody's business.
        return person is not null && person.MemberId != by && await MayAnswerAsync(space, person.MemberId, cancel) ? person.MemberId
            : throw Refused.AtField("askedOf", "asked_unknown", "No one else with this handle can answer here.");
    }

    /// <summary>Whether somebody could answer there.</summary>
    public async Task<bool> MayAnswerAsync(SpaceInfo space, long memberId, CancellationToken cancel)
    {
        var asks = new Requirement.AllOf([Requirement.OfTier(space.TierId), space.ToPost]);
        return (await access.DecideAsync(
            new Viewer(memberId), Need.ToPost(scope.Id, new Thing("space", space.Id), asks), gate.Now, cancel)).Allowed;
    }
}
