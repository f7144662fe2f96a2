using Guildhall.Accounts.Ignoring;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Contracts.Accounts;

namespace Guildhall.Accounts.Profiles;

/// <summary>Profiles that are brought go the way of those that members write themselves.</summary>
internal sealed class BringProfiles(ChangePublicProfile change, ChangeFace faces, PublicProfiles profiles, IgnoreMember ignore)
    : IBroughtProfiles
{
    public async Task BringAsync(long memberId, BroughtProfile profile, CancellationToken cancel = default)
    {
        if ((await profiles.OwnAsync(memberId, cancel))?.Handle is not null
            || await profiles.FindAsync(profile.Handle, cancel) is not null)
            return;
        await change.RunAsync(memberId, new WantedProfile(profile.Handle, profile.Bio, Shown: true, Listed: profile.IsListed), cancel);
        if (profile.Face is { } face)
            await faces.RunAsync(memberId, new MemoryStream(face), cancel);
    }

    public Task IgnoreAsync(long other, CancellationToken cancel = default) => ignore.RunAsync(other, true, cancel);
}
