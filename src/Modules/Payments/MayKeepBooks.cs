using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments;

/// <summary>Whether who is asking may write into the books by hand, for pages that others may read.</summary>
internal sealed class MayKeepBooks(IAccess access, CommunityScope community, CurrentMember current, TimeProvider time)
{
    public async Task<bool> AskAsync(CancellationToken cancel) => (await access.DecideAsync(
        current.Viewer, Need.Permission(community.Id, BookPermissions.Keep), time.GetUtcNow().UtcDateTime, cancel)).Allowed;
}
