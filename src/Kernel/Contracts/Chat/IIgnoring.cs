namespace Guildhall.Kernel.Contracts.Chat;

/// <summary>Whom members do not want to hear.</summary>
public interface IIgnoring
{
    /// <summary>Those of these members who ignore another.</summary>
    Task<IReadOnlySet<long>> IgnoringAsync(IReadOnlyCollection<long> memberIds, long other, CancellationToken cancel = default);
}
