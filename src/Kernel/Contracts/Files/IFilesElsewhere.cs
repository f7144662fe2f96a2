namespace Guildhall.Kernel.Contracts.Files;

/// <summary>Says which files no copy of the data folder holds, for whoever makes one.</summary>
public interface IFilesElsewhere
{
    /// <summary>Looks what lies elsewhere.</summary>
    /// <returns><c>null</c> where all files lie in the data folder.</returns>
    Task<FilesElsewhere?> CountAsync(CancellationToken cancel = default);
}

/// <summary>Files that do not lie in the data folder.</summary>
/// <param name="Place">Endpoint, bucket and the beginning of their names.</param>
/// <param name="Files">How many; <c>null</c> while the place does not answer.</param>
/// <param name="Bytes">Of all of them.</param>
public sealed record FilesElsewhere(string Place, long? Files, long? Bytes);
