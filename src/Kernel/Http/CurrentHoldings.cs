using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Http;

/// <summary>
/// What the viewer of this request holds in its community, asked of the gate once, for pages and lists. An operation that changes
/// something asks <see cref="Guard"/> instead, which never answers from before.
/// </summary>
public sealed class CurrentHoldings(IAccess access, CurrentMember member, CommunityScope scope, TimeProvider time)
{
    private (Viewer Viewer, long CommunityId)? _of;
    private Holdings _holdings = Holdings.None;

    /// <summary>Whether nobody is signed in.</summary>
    public bool IsVisitor => !member.IsSignedIn;

    /// <summary>Asked again when the request turns to another community or another principal.</summary>
    public async ValueTask<Holdings> GetAsync(CancellationToken cancel = default)
    {
        var of = (member.Viewer, scope.Id);
        if (_of != of)
        {
            _holdings = await access.HoldingsAsync(member.Viewer, scope.Id, time.GetUtcNow().UtcDateTime, cancel);
            _of = of;
        }
        return _holdings;
    }
}
