namespace Guildhall.Kernel.Contracts.Chat;

/// <summary>
/// Takes what members type after a slash, so that it becomes no message. Chat has asked the gate whether whoever acts may write there.
/// </summary>
public interface IMessageCommands
{
    /// <summary>Takes a text that begins with a slash, and saves.</summary>
    /// <returns>Where the asker sees the answer; <c>null</c> where it is nobody's command, so that it is said as it is.</returns>
    /// <exception cref="Http.Refused">422 at "body": the command wants other options.</exception>
    Task<string?> TakeAsync(TypedCommand typed, CancellationToken cancel = default);
}

/// <summary>What somebody typed.</summary>
/// <param name="Text">Begins with a slash.</param>
/// <param name="Key">Of the writer's choice: the same again is the same use.</param>
/// <param name="ThreadId">The message in whose thread it was typed; <c>null</c> for the channel itself.</param>
public sealed record TypedCommand(long ChannelId, long? ThreadId, string Text, string Key);

/// <summary>What other modules put below messages.</summary>
public interface IMessageButtons
{
    /// <summary>The buttons of these messages, in one query however many they are.</summary>
    Task<ILookup<long, MessageButton>> OfAsync(IReadOnlyCollection<long> messageIds, CancellationToken cancel = default);
}

/// <summary>A button below a message.</summary>
/// <param name="Path">A form is posted there when it is pressed, and leads back. Begins with a slash; percent-encoded.</param>
/// <param name="Api">Where scripts press it by POST without a body. Begins with a slash; percent-encoded.</param>
/// <param name="Style">"plain", "primary" or "danger".</param>
public sealed record MessageButton(string Label, string Path, string Api, string Style);
