namespace Guildhall.Kernel.Contracts.Bots;

/// <summary>
/// Takes what members type after a slash, so that nobody else reads it. Whoever calls it has asked the gate whether whoever acts may write
/// there.
/// </summary>
public interface ITypedCommands
{
    /// <summary>Takes a text that begins with a slash, and saves.</summary>
    /// <returns><c>null</c> where it is nobody's command, so that it is said as it is.</returns>
    /// <exception cref="Http.Refused">422 at "body": the command wants other options.</exception>
    Task<CommandTaken?> TakeAsync(TypedCommand typed, CancellationToken cancel = default);
}

/// <summary>What somebody typed.</summary>
/// <param name="Place">A channel, a topic, a reply that it would answer, or what it would comment on.</param>
/// <param name="ThreadId">The message in whose thread it was typed; <c>null</c> for the channel itself, and elsewhere.</param>
/// <param name="Text">Begins with a slash.</param>
/// <param name="Key">Of the writer's choice: the same again is the same use.</param>
public sealed record TypedCommand(Thing Place, long? ThreadId, string Text, string Key);

/// <summary>A command that was taken, and became no message or reply.</summary>
/// <param name="Interaction">What the bot is asked, by its id.</param>
/// <param name="Url">Where the asker sees the answer. Begins with a slash; percent-encoded.</param>
public sealed record CommandTaken(long Interaction, string Url);
