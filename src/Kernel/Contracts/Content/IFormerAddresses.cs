namespace Guildhall.Kernel.Contracts.Content;

/// <summary>Addresses that articles had on the site from which they were imported, so that old links go on working here.</summary>
public interface IFormerAddresses
{
    /// <summary>Where such an address leads now.</summary>
    /// <param name="path">Path of a request that nothing answers, with its leading slash and decoded.</param>
    /// <returns>
    /// Path of the public article that had this address, percent-encoded; of the oldest community where several had it. <c>null</c> where
    /// no public article did.
    /// </returns>
    Task<string?> FindAsync(string path, CancellationToken cancel = default);
}
