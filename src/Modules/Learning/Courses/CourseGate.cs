using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Learning.Courses;

/// <summary>Permissions that this module declares.</summary>
internal static class CoursePermissions
{
    /// <summary>Make, publish and arrange courses, and see how people do in them.</summary>
    public const string Write = "courses.write";

    /// <summary>Enrol people by hand, which opens what is sold to others, and end that.</summary>
    public const string Enroll = "courses.enroll";
}

/// <summary>What decides who may take a course.</summary>
internal readonly record struct CourseTerms(long Id, long SpaceId, CourseAccess Access, long? TierId);

/// <summary>
/// What a course asks of who wants its lessons: its own word first, else its space's. Whoever bought it or was given it is let in beside
/// that, also when it is sold no longer.
/// </summary>
internal static class CourseGate
{
    public static readonly Requirement ForAuthors = new Requirement.Permission(CoursePermissions.Write);

    public static Requirement RequirementOf(CommunityInfo community, CourseTerms terms)
    {
        var alone = new Requirement.OfThing(new Thing(Course.OwnKind, terms.Id));
        Requirement? asked = terms.Access switch
        {
            CourseAccess.Open => new Requirement.Open(),
            CourseAccess.Tier => Requirement.OfTier(terms.TierId ?? 0),
            CourseAccess.Bought => null,
            // A space that is not known cannot say who may: then nobody but those who manage may.
            _ => community.CourseSpace(terms.SpaceId) is { } space ? Requirement.OfTier(space.TierId)
                : new Requirement.Permission(Permissions.ReadEverything),
        };
        return asked is null ? alone : asked is Requirement.Open ? asked : new Requirement.AnyOf([asked, alone]);
    }

    public static Need ToTake(CommunityInfo community, CourseTerms terms) =>
        Need.ToRead(community.Id, new Thing(Course.OwnKind, terms.Id), RequirementOf(community, terms));

    /// <summary>What knowing of a course asks: everyone, once it was public.</summary>
    public static Requirement ToKnow(CourseState state) => state == CourseState.Draft ? ForAuthors : new Requirement.Open();

    /// <summary>What knowing the title of a lesson asks.</summary>
    public static Requirement ToKnow(CourseState course, CourseState lesson) =>
        course != CourseState.Draft && lesson == CourseState.Published ? new Requirement.Open() : ForAuthors;

    /// <summary>What all of a lesson asks, beside being enrolled when its day has come.</summary>
    public static Requirement ToTake(CommunityInfo community, CourseTerms terms, CourseState course, CourseState lesson, bool isPreview) =>
        ToKnow(course, lesson) is Requirement.Permission hidden ? hidden
        : isPreview ? new Requirement.Open() : RequirementOf(community, terms);

    /// <summary>Whether somebody reads all courses by a role: nothing is kept of what they look at.</summary>
    public static bool IsTeam(this Holdings holdings) =>
        holdings.Permissions.Contains(CoursePermissions.Write) || holdings.Permissions.Contains(Permissions.ReadEverything);

    public static bool MayWrite(this Holdings holdings) => holdings.Permissions.Contains(CoursePermissions.Write);

    /// <summary><c>null</c> for a space that holds no courses.</summary>
    public static SpaceInfo? CourseSpace(this CommunityInfo community, long spaceId) =>
        community.Spaces.FirstOrDefault(s => s.Id == spaceId && s.Kind == SpaceKind.Courses);

    /// <summary>The same, by its address.</summary>
    public static SpaceInfo? CourseSpace(this CommunityInfo community, string? slug) =>
        community.Spaces.FirstOrDefault(s => s.Slug == slug && s.Kind == SpaceKind.Courses);
}
