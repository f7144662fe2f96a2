namespace Guildhall.Bots.Interactions;

/// <summary>Addresses of this module.</summary>
internal static class InteractionPaths
{
    public static string Of(string community) => $"/c/{community}/bots/interactions";

    public static string Of(string community, long interaction) => $"{Of(community)}/{interaction}";

    public static string Press(string community, long button) => $"/c/{community}/bots/buttons/{button}/press";

    public static string PressApi(string community, long button) => $"/api/communities/{community}/bots/buttons/{button}/presses";

    /// <summary>Leads on to where the message stands in its channel.</summary>
    public static string Message(string community, long message) => $"/c/{community}/chat/messages/{message}";

    public static string Answers(string community, long channel, long? thread) =>
        $"/c/{community}/bots/answers/{channel}" + (thread is null ? "" : $"?thread={thread}");
}
