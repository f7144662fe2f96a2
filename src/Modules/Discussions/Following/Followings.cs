using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Forms;

namespace Guildhall.Discussions.Following;

/// <summary>The words for how closely somebody follows.</summary>
internal static class Followings
{
    /// <exception cref="Refused">422 at the field "following".</exception>
    public static Following Read(string? word) => word switch
    {
        "normal" => Following.Normal,
        "tracking" => Following.Tracking,
        "watching" => Following.Watching,
        "muted" => Following.Muted,
        _ => throw Refused.AtField("following", "following_unknown", "Say normal, tracking, watching or muted."),
    };

    public static string WordOf(Following following) => following switch
    {
        Following.Tracking => "tracking",
        Following.Watching => "watching",
        Following.Muted => "muted",
        _ => "normal",
    };

    public static IEnumerable<Choice> Choices(Texts t) =>
    [
        new("watching", t["Watching: everything new"]), new("tracking", t["Tracking: new replies are marked as unread"]),
        new("normal", t["Normal: mentions and replies to you"]), new("muted", t["Muted: only mentions"]),
    ];
}
