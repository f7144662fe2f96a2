namespace Guildhall.Chat.Api;

/// <param name="Kind">"space", "direct" or "group".</param>
/// <param name="Space">Slug of its space; null for a conversation.</param>
/// <param name="Name">Of a conversation, the others' names.</param>
/// <param name="Unread">Exact; null where the caller was never there.</param>
public sealed record ChannelDocument(
    long Id, string Kind, string? Space, string Name, string About, int? Unread, DateTime LastAt, bool Archived, string Url);

/// <param name="Threads">Those that the caller follows and that have something unread, the newest first.</param>
public sealed record ChannelListDocument(IReadOnlyList<ChannelDocument> Items, IReadOnlyList<UnreadThreadDocument> Threads);

/// <param name="Id">Of the message that opened it.</param>
/// <param name="Title">How that message begins.</param>
public sealed record UnreadThreadDocument(long Id, long Channel, string Title, int Unread, DateTime LastAt, string Url);

/// <param name="Space">Slug of a space of chat.</param>
public sealed record ChannelInput(string? Space, string? Name, string? About);

/// <summary>What is left out stays.</summary>
/// <param name="SlowSeconds">How long one member waits between two messages; 0 for not at all.</param>
public sealed record ChannelChange(string? Name, string? About, int? SlowSeconds);

public sealed record PlaceInput(bool? Up);

/// <param name="Members">Ids of the others.</param>
/// <param name="Name">Makes a group of two people too.</param>
public sealed record ConversationInput(IReadOnlyList<long>? Members, string? Name);

public sealed record ChannelCreated(long Id, string Url);

/// <param name="Body">Markdown, at most 6000 characters; empty only with files.</param>
/// <param name="Key">The same again gives the same message; 1 to 64 characters, unique for the author and the channel.</param>
/// <param name="ReplyTo">Id of a message of the same channel or thread.</param>
/// <param name="Thread">Id of the message in whose thread it stands.</param>
/// <param name="Files">Codes of files that were uploaded for it.</param>
public sealed record MessageInput(string? Body, string? Key, long? ReplyTo, long? Thread, IReadOnlyList<string>? Files);

/// <param name="Number">Its place; null while it waits for a moderator.</param>
public sealed record MessageCreated(long Id, int? Number, bool Held, string Url);

/// <param name="Edition">The one that the writer saw; left out, the text overwrites whatever stands there.</param>
public sealed record MessageChange(string? Body, int? Edition);

/// <param name="Markdown">As its author wrote it; null for all others.</param>
public sealed record OneMessageDocument(Messages.MessageDocument Message, string? Markdown);

/// <param name="Number">Of the last message that was read.</param>
/// <param name="Thread">Id of the message that opened a thread; left out for the channel itself.</param>
public sealed record ReadInput(int? Number, long? Thread);

public sealed record ReadResult(int Number);

/// <param name="State">"here" (again before half a minute is over), "typing" or "away".</param>
public sealed record PresenceInput(string? State, long? Thread);

public sealed record UnreadDocument(int Unread);

/// <param name="Code">For the message that brings it.</param>
public sealed record UploadedFile(string Code, string Path, string Name, string MediaType, long Size);

/// <param name="Minutes">Left out for no end.</param>
public sealed record BarInput(int? Minutes);

/// <param name="Kind">"mute" or "removal".</param>
public sealed record BarDocument(long Member, string Name, string Kind, DateTime? Until);

public sealed record BarListDocument(IReadOnlyList<BarDocument> Items);

public sealed record FoundMessageDocument(long Id, long Channel, string ChannelName, string Author, string Excerpt, DateTime At,
    string Url);

/// <param name="Next">For `before`; null on the last page.</param>
public sealed record FoundMessagesDocument(IReadOnlyList<FoundMessageDocument> Items, long? Next);

public sealed record PeopleDocument(IReadOnlyList<PersonDocument> Items);

public sealed record PersonDocument(string Handle, string Name);
