using System.ComponentModel;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.Moderation.Queue;

/// <summary>What verdicts, sanctions and filters are called among people.</summary>
internal static class Words
{
    /// <returns>A text key: a button.</returns>
    [Localizable(true)]
    public static string Deed(VerdictKind kind) => kind switch
    {
        VerdictKind.Publish => "Publish",
        VerdictKind.Refuse => "Do not publish",
        VerdictKind.Keep => "Keep",
        VerdictKind.Remove => "Remove",
        VerdictKind.Handled => "Handled elsewhere",
        VerdictKind.Uphold => "Uphold the decision",
        _ => "Grant the appeal",
    };

    /// <returns>A text key: what was decided.</returns>
    [Localizable(true)]
    public static string Done(VerdictKind kind) => kind switch
    {
        VerdictKind.Publish => "Published",
        VerdictKind.Refuse => "Not published",
        VerdictKind.Keep => "Kept",
        VerdictKind.Remove => "Removed",
        VerdictKind.Handled => "Handled elsewhere",
        VerdictKind.Uphold => "Decision upheld",
        _ => "Appeal granted",
    };

    /// <returns>The key on the keyboard.</returns>
    public static string Key(VerdictKind kind) => kind switch
    {
        VerdictKind.Publish or VerdictKind.Keep or VerdictKind.Uphold => "a",
        _ => "x",
    };

    /// <returns>A text key.</returns>
    [Localizable(true)]
    public static string Of(SanctionKind kind) => kind switch
    {
        SanctionKind.Warned => "Warning",
        SanctionKind.Slowed => "Slow mode",
        SanctionKind.Silenced => "Mute",
        SanctionKind.Suspended => "Suspension",
        _ => "Ban",
    };

    /// <returns>A text key.</returns>
    public static string Of(RestrictionKind kind) => Of(kind switch
    {
        RestrictionKind.Silenced => SanctionKind.Silenced,
        RestrictionKind.Suspended => SanctionKind.Suspended,
        _ => SanctionKind.Banned,
    });

    /// <returns>A text key.</returns>
    [Localizable(true)]
    public static string Of(ProfilePart part) => part switch
    {
        ProfilePart.Face => "Profile picture",
        ProfilePart.Cover => "Cover",
        ProfilePart.Bio => "Bio",
        _ => "Links",
    };

    /// <returns>A text key.</returns>
    [Localizable(true)]
    public static string Of(CaseFilter filter) => filter switch
    {
        CaseFilter.Mine => "Mine",
        CaseFilter.Held => "Held back",
        CaseFilter.Reported => "Reported",
        CaseFilter.Appeals => "Appeals",
        CaseFilter.Done => "Done",
        _ => "Open cases",
    };

    /// <returns>A text key: what kind of thing a case is about.</returns>
    [Localizable(true)]
    public static string Kind(string kind) => kind switch
    {
        "topic" => "Topic",
        "reply" => "Reply",
        "message" => "Message",
        "article" => "Article",
        "resource" => "Resource",
        "course" => "Course",
        "lesson" => "Lesson",
        "session" => "Session",
        "member" => "Member",
        Cases.Case.RestrictionAnswerKind => "Appeal against a restriction",
        _ => "Post",
    };
}
