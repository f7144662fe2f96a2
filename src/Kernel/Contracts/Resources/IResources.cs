namespace Guildhall.Kernel.Contracts.Resources;

/// <summary>Brings files into libraries, for the demo and for importers. It asks nobody: the caller knows that it may.</summary>
public interface IResources
{
    /// <summary>
    /// Puts a file into a library of the community of the scope. Where the library has one of that title, nothing happens.
    /// </summary>
    /// <returns>The id of the resource.</returns>
    /// <exception cref="Http.Refused">422: title, licence or file cannot stand.</exception>
    Task<long> BringAsync(NewResource resource, CancellationToken cancel = default);
}

/// <summary>A file for others to download.</summary>
/// <param name="Description">Markdown.</param>
/// <param name="Licence">An identifier of the SPDX list; empty where nothing is said.</param>
/// <param name="At">UTC, when it was added.</param>
public sealed record NewResource(
    long SpaceId, long AuthorId, string Title, string Description, string Licence, string FileName, byte[] Content, DateTime At);
