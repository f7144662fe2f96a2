namespace Guildhall.Kernel.Contracts.Chat;

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
