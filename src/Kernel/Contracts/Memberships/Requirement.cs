namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>What a thing asks of who wants it. Two requirements are equal when they ask for the same, list by list in order.</summary>
public abstract record Requirement
{
    private Requirement() { }

    /// <summary>Open to everyone, visitors included.</summary>
    public sealed record Open : Requirement;

    /// <summary>A grant of this tier or of a higher one of the same community.</summary>
    public sealed record Tier(long TierId) : Requirement;

    /// <summary>A grant of any tier of the community, the free one included.</summary>
    public sealed record AnyTier : Requirement;

    /// <summary>A grant of this very thing, as of an article that is sold by itself. A role that reads everything opens it too.</summary>
    public sealed record OfThing(Thing Thing) : Requirement;

    /// <summary>A role that carries the permission.</summary>
    public sealed record Permission(string Name) : Requirement;

    /// <summary>To be one of these people, as of a conversation: no role and no tier stands in for that.</summary>
    /// <param name="Members">At least one.</param>
    public sealed record OneOf(IReadOnlyList<long> Members) : Requirement
    {
        /// <summary>At least one.</summary>
        public IReadOnlyList<long> Members { get; } = Members.Count > 0 ? Members
            : throw new ArgumentException("A list of people names at least one.", nameof(Members));

        /// <inheritdoc/>
        public bool Equals(OneOf? other) => other is not null && Members.SequenceEqual(other.Members);

        /// <inheritdoc/>
        public override int GetHashCode() => HashOf(Members, 3);
    }

    /// <summary>Not to be one of these people, who were shut out of it. Beside other requirements: alone it opens to all others.</summary>
    /// <param name="Members">Whom it stays closed to.</param>
    public sealed record NoneOf(IReadOnlyList<long> Members) : Requirement
    {
        /// <inheritdoc/>
        public bool Equals(NoneOf? other) => other is not null && Members.SequenceEqual(other.Members);

        /// <inheritdoc/>
        public override int GetHashCode() => HashOf(Members, 4);
    }

    /// <summary>One of these is enough.</summary>
    /// <param name="Of">At least one.</param>
    public sealed record AnyOf(IReadOnlyList<Requirement> Of) : Requirement
    {
        /// <summary>At least one.</summary>
        public IReadOnlyList<Requirement> Of { get; } = NotEmpty(Of);

        /// <inheritdoc/>
        public bool Equals(AnyOf? other) => other is not null && Of.SequenceEqual(other.Of);

        /// <inheritdoc/>
        public override int GetHashCode() => HashOf(Of, 1);
    }

    /// <summary>All of these together.</summary>
    /// <param name="Of">At least one: a list that is empty by mistake must not open a thing.</param>
    public sealed record AllOf(IReadOnlyList<Requirement> Of) : Requirement
    {
        /// <summary>At least one.</summary>
        public IReadOnlyList<Requirement> Of { get; } = NotEmpty(Of);

        /// <inheritdoc/>
        public bool Equals(AllOf? other) => other is not null && Of.SequenceEqual(other.Of);

        /// <inheritdoc/>
        public override int GetHashCode() => HashOf(Of, 2);
    }

    /// <summary>That tier; open to everyone for <c>null</c>.</summary>
    public static Requirement OfTier(long? tierId) => tierId is { } id ? new Tier(id) : new Open();

    private static IReadOnlyList<Requirement> NotEmpty(IReadOnlyList<Requirement> of) =>
        of.Count > 0 ? of : throw new ArgumentException("A list of requirements names at least one.", nameof(of));

    private static int HashOf<T>(IReadOnlyList<T> of, int kind)
    {
        var hash = new HashCode();
        hash.Add(kind);
        foreach (var part in of)
            hash.Add(part);
        return hash.ToHashCode();
    }
}
