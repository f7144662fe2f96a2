using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Growth;

/// <summary>What this module asks of roles.</summary>
internal static class PointsPermissions
{
    public const string Manage = "points.manage";

    /// <summary>The scopes of tokens.</summary>
    public const string ReadScope = "points:read", WriteScope = "points:write";
}

/// <summary>The gate, for whoever acts now, on a community's points: they are its members' own matter.</summary>
internal sealed class PointsGate(IAccess access, CurrentMember member, CommunityScope scope, Programs programs, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public long? MemberId => member.Id;

    /// <summary>For whoever holds any tier here and is not suspended, where the community gives points.</summary>
    /// <exception cref="Refused">401 for a visitor; 404 for who may not, and where no points are given.</exception>
    public async Task<long> RequireMemberAsync(CancellationToken cancel)
    {
        var by = member.RequireId();
        _ = await RequireProgramAsync(cancel);
        // A token's own scopes are of this module: those of reading are about what others wrote.
        if (member.Viewer.Scopes is { } scopes && !scopes.Contains(PointsPermissions.ReadScope)
            && !scopes.Contains(PointsPermissions.WriteScope))
            throw Refused.NotFound();
        await access.RequireAsync(new Viewer(by), Need.ToRead(scope.Id, Points, new Requirement.AnyTier()), Now, cancel);
        return by;
    }

    /// <summary>The same for pages, which show the program.</summary>
    public async Task<(long MemberId, KnownProgram Program)> EnterAsync(CancellationToken cancel) =>
        (await RequireMemberAsync(cancel), await RequireProgramAsync(cancel));

    /// <exception cref="Refused">404 where no points are given.</exception>
    public async Task<KnownProgram> RequireProgramAsync(CancellationToken cancel) =>
        await programs.OpenAsync(scope.Id, cancel) ?? throw Refused.NotFound();

    private Thing Points => new("community", scope.Id);
}
