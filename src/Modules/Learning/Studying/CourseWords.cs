using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;
using Guildhall.Learning.Courses;

namespace Guildhall.Learning.Studying;

/// <summary>What pages of courses say in several places.</summary>
internal static class CourseWords
{
    public static string Tag(string language) => language == "zh" ? "zh-CN" : "en";

    public static string Kind(LessonKind kind, Texts t) => kind switch
    {
        LessonKind.Video => t["Video"],
        LessonKind.Audio => t["Audio"],
        LessonKind.File => t["Download"],
        LessonKind.Quiz => t["Quiz"],
        _ => t["Text"],
    };

    public static string Icon(LessonKind kind) => kind switch
    {
        LessonKind.Video => "eye",
        LessonKind.Audio => "microphone",
        LessonKind.File => "download",
        LessonKind.Quiz => "check",
        _ => "article",
    };

    /// <summary>"40 min", "2.5 h".</summary>
    public static string Length(int minutes, Texts t) => minutes < 90 ? t["{0} min", minutes]
        : t["{0} h", Math.Round(minutes / 60d, minutes < 600 ? 1 : 0).ToString("0.#", t.Culture)];

    public static string State(CourseState state, Texts t) => state switch
    {
        CourseState.Published => t["Published"],
        CourseState.Archived => t["Archived"],
        _ => t["Draft"],
    };

    public static string Who(CourseAccess access, long? tierId, IReadOnlyList<TierOffer> tiers, Texts t) => access switch
    {
        CourseAccess.Open => t["Everyone, for free"],
        CourseAccess.Bought => t["Only who buys it"],
        CourseAccess.Tier => tiers.FirstOrDefault(o => o.TierId == tierId) is { } tier ? t["{0} and higher", tier.Name] : t["An archived plan"],
        _ => t["Everyone who can read this space"],
    };

    public static string Drip(Section section, Texts t) => section.Drip switch
    {
        DripKind.Days => t["{0} {0:day|days} after the section before", section.DripDays ?? 0],
        DripKind.Date => t["on {0} ({1})", section.DripLocal?.ToString("yyyy-MM-dd HH:mm", t.Culture) ?? "", section.DripZone ?? ""],
        _ => t["at once"],
    };

    /// <summary>Of a course that its space has no page for.</summary>
    public static SpaceInfo? SpaceOf(CommunityInfo community, Course course) => community.CourseSpace(course.SpaceId);
}
