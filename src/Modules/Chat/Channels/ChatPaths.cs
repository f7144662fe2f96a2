using System.Globalization;

namespace Guildhall.Chat.Channels;

/// <summary>Addresses of this module.</summary>
internal static class ChatPaths
{
    public static string Home(string community) => $"/c/{community}/chat";

    public static string Channel(string community, long channel) => $"/c/{community}/chat/{Text(channel)}";

    public static string Thread(string community, long message) => $"/c/{community}/chat/threads/{Text(message)}";

    /// <summary>Leads on to wherever the message stands.</summary>
    public static string Message(string community, long message) => $"/c/{community}/chat/messages/{Text(message)}";

    public static string Settings(string community, long channel) => $"{Channel(community, channel)}/settings";

    public static string Space(string community, string space) => $"/c/{community}/s/{Uri.EscapeDataString(space)}";

    public static string Manage(string community) => $"/c/{community}/manage/chat";

    public static string Api(string community, long channel) => $"/api/communities/{community}/channels/{Text(channel)}";

    /// <summary>The place of what somebody has begun to write there (<see cref="Kernel.Contracts.Discussions.IDrafts"/>).</summary>
    public static string Draft(long channel, long? thread) =>
        thread is > 0 and { } id ? $"chat-thread-{Text(id)}" : $"chat-{Text(channel)}";

    /// <summary>The page of a channel or thread at one message.</summary>
    public static string At(string community, long channel, long thread, int? number, long message)
    {
        var page = thread == 0 ? Channel(community, channel) : Thread(community, thread);
        return number is { } at ? $"{page}?at={Text(at)}#m{Text(message)}" : $"{page}#m{Text(message)}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
