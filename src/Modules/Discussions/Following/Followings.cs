using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Forms;

namespace Guildhall.Discussions.Following;

/// <summary>The words for how closely somebody follows.</summary>
internal static class Followings
{
    /// <param name="isTop">Whether there is nothing above that could say something else, as for spaces.</param>
    /// <exception cref="Refused">422 at the field "following".</exception>
    public static Following Read(string? word, bool isTop = false) => word switch
    {
        "default" when !isTop => Following.Normal,
        "normal" => isTop ? Following.Normal : Following.Plain,
        "tracking" => Following.Tracking,
        "watching" => Following.Watching,
        "muted" => Following.Muted,
        _ => throw Refused.AtField("following", "following_unknown", "Say default, normal, tracking, watching or muted."),
    };

    public static string WordOf(Following following, bool isTop = false) => following switch
    {
        Following.Tracking => "tracking",
        Following.Watching => "watching",
        Following.Muted => "muted",
        Following.Plain => "normal",
        _ => isTop ? "normal" : "default",
    };

    /// <summary>Of words about several tags the one by which one hears most.</summary>
    public static Following Closest(IReadOnlyCollection<Following> said) =>
        Order.FirstOrDefault(said.Contains);

    public static IEnumerable<Choice> Choices(Texts t, bool isTop = false) =>
    [
        new("watching", t["Watching: everything new"]), new("tracking", t["Tracking: new replies are marked as unread"]),
        new("normal", t["Normal: mentions and replies to you"]), new("muted", t["Muted: only mentions"]),
        .. isTop ? Array.Empty<Choice>() : [new Choice("default", t["As for its tags and its space"])],
    ];

    private static readonly Following[] Order = [Following.Watching, Following.Tracking, Following.Plain, Following.Muted];
}
