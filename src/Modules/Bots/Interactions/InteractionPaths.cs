namespace Guildhall.Bots.Interactions;

/// <summary>Addresses of this module.</summary>
internal static class InteractionPaths
{
    public static string Of(string community, long interaction) => $"/c/{community}/bots/interactions/{interaction}";

    public static string Press(string community, long button) => $"/c/{community}/bots/buttons/{button}/press";

    public static string Answers(string community, long channel, long? thread) =>
        $"/c/{community}/bots/answers/{channel}" + (thread is null ? "" : $"?thread={thread}");
}
