using System.ComponentModel;

namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Answered by every module whose documents grants rest on or are revoked by, so that a chain of reasons can name them and lead to them.</summary>
public interface IDocuments
{
    /// <summary>The kinds this module owns, e.g. "order".</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>Only those that exist in the community.</summary>
    Task<IReadOnlyDictionary<Thing, DocumentTitle>> FindAsync(long communityId, IReadOnlyCollection<Thing> documents, CancellationToken cancel = default);
}

/// <summary>What a document is called in a chain of reasons.</summary>
/// <param name="Text">A text key, e.g. "order {0}"; <paramref name="Args"/> fill its places.</param>
/// <param name="Path">Where an operator reads it; <c>null</c> when it has no page.</param>
public sealed record DocumentTitle([Localizable(true)] string Text, IReadOnlyList<object> Args, string? Path);
