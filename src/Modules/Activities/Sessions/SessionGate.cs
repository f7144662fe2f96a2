using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Activities.Sessions;

/// <summary>Permissions that this module declares.</summary>
internal static class ActivityPermissions
{
    /// <summary>Make, publish and cancel sessions, and see who comes to them.</summary>
    public const string Host = "sessions.host";

    /// <summary>Hold draws.</summary>
    public const string Draw = "draws.hold";
}

/// <summary>What decides who may come to a session.</summary>
internal readonly record struct SessionTerms(long Id, Attendance Access, long? TierId);

/// <summary>What a session asks of who wants to come: its own word, and whoever bought a ticket is let in beside that.</summary>
internal static class SessionGate
{
    public static readonly Requirement ForHosts = new Requirement.Permission(ActivityPermissions.Host);

    public static Requirement RequirementOf(SessionTerms terms)
    {
        var ticket = new Requirement.OfThing(new Thing(LiveSession.TicketKind, terms.Id));
        Requirement? asked = terms.Access switch
        {
            Attendance.Members => new Requirement.AnyTier(),
            Attendance.Tier => Requirement.OfTier(terms.TierId ?? 0),
            Attendance.Ticket => null,
            _ => new Requirement.Open(),
        };
        return asked is null ? ticket : asked is Requirement.Open ? asked : new Requirement.AnyOf([asked, ticket]);
    }

    /// <summary>What entering a draw asks.</summary>
    public static Requirement RequirementOf(Attendance access, long? tierId) => access switch
    {
        Attendance.Members => new Requirement.AnyTier(),
        Attendance.Tier => Requirement.OfTier(tierId ?? 0),
        _ => new Requirement.Open(),
    };

    public static Need ToCome(long communityId, SessionTerms terms) =>
        Need.ToRead(communityId, new Thing(LiveSession.OwnKind, terms.Id), RequirementOf(terms));

    /// <summary>What knowing of a session asks: everyone, once it was public.</summary>
    public static Requirement ToKnow(SessionState state) => state == SessionState.Draft ? ForHosts : new Requirement.Open();

    public static bool MayHost(this Holdings holdings) => holdings.Permissions.Contains(ActivityPermissions.Host);

    public static bool MayDraw(this Holdings holdings) => holdings.Permissions.Contains(ActivityPermissions.Draw);

    /// <summary><c>null</c> for a space that holds no events.</summary>
    public static SpaceInfo? EventSpace(this CommunityInfo community, long spaceId) =>
        community.Spaces.FirstOrDefault(s => s.Id == spaceId && s.Kind == SpaceKind.Events);

    /// <summary>The same, by its address.</summary>
    public static SpaceInfo? EventSpace(this CommunityInfo community, string? slug) =>
        community.Spaces.FirstOrDefault(s => s.Slug == slug && s.Kind == SpaceKind.Events);
}

/// <summary>Addresses of this module.</summary>
internal static class SessionPaths
{
    public const string Mine = "/account/live-sessions";

    public static string Of(string community, long id) => $"/c/{community}/sessions/{id}";

    public static string Join(string community, long id) => $"/c/{community}/sessions/{id}/join";

    public static string Recording(string community, long id) => $"/c/{community}/sessions/{id}/recording";

    public static string Calendar(string community, long id) => $"/api/communities/{community}/sessions/{id}/calendar.ics";

    public static string Space(string community, string space) => $"/c/{community}/s/{Uri.EscapeDataString(space)}";

    public static string Manage(string community) => $"/c/{community}/manage/sessions";

    public static string Edit(string community, long id) => $"/c/{community}/manage/sessions/{id}";

    public static string Guests(string community, long id) => $"/c/{community}/manage/sessions/{id}/guests";

    public static string Sale(string community, long id) => $"/c/{community}/manage/sessions/{id}/tickets";

    public static string Replay(string community, long id) => $"/c/{community}/manage/sessions/{id}/replay";

    public static string Cancelling(string community, long id) => $"/c/{community}/manage/sessions/{id}/cancellation";

    public static string Draws(string community) => $"/c/{community}/draws";

    public static string Draw(string community, long id) => $"/c/{community}/draws/{id}";

    public static string Proof(string community, long id) => $"/c/{community}/draws/{id}/proof";

    public static string EditDraw(string community, long id) => $"/c/{community}/manage/draws/{id}";

    public static string ManageDraws(string community) => $"/c/{community}/manage/draws";
}
