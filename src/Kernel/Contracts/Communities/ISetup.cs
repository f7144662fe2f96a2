namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>The guided set-up of a fresh installation.</summary>
public interface ISetup
{
    /// <summary>A new one-time link, as a path with its token ("/setup?token=…"), which replaces earlier ones; <c>null</c> when an owner exists.</summary>
    Task<string?> NewLinkPathAsync(CancellationToken cancel = default);
}
