using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Shells;

/// <summary>What the viewer of this request holds in its community, asked of the gate once.</summary>
internal sealed class CurrentHoldings(IAccess access, CurrentMember member, CommunityScope scope, TimeProvider time)
{
    private Holdings? _holdings;

    public bool IsVisitor => !member.IsSignedIn;

    public async ValueTask<Holdings> GetAsync(CancellationToken cancel = default) =>
        _holdings ??= await access.HoldingsAsync(member.Viewer, scope.Id, time.GetUtcNow().UtcDateTime, cancel);
}
