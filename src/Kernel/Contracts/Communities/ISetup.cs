namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>The guided set-up of a fresh installation.</summary>
public interface ISetup
{
    /// <summary>
    /// The one-time link, as a path with its token ("/setup?token=…"), good for 24 hours from now; <c>null</c> when an owner exists. All
    /// nodes of an installation give the same one.
    /// </summary>
    Task<string?> LinkPathAsync(CancellationToken cancel = default);

    /// <summary>Whether people may come: somebody owns the installation, or there is a community already.</summary>
    Task<bool> IsOpenAsync(CancellationToken cancel = default);
}
