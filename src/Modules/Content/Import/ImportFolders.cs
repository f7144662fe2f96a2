using Guildhall.Kernel.Data;
using Microsoft.Extensions.Options;

namespace Guildhall.Content.Import;

/// <summary>
/// Opens what was handed in: a folder or a zip of this machine. Zips from the browser lie in <c>{data}/imports</c> until they are done
/// with.
/// </summary>
internal sealed class ImportFolders(DataFolder data, IOptions<ContentOptions> options)
{
    public const string UploadEnding = ".zip";

    /// <exception cref="ImportUnreadable">It is gone, damaged, or larger than is accepted.</exception>
    public IImportFolder Open(string location)
    {
        var limits = options.Value;
        if (Directory.Exists(location))
            return new FolderOnDisk(location, limits.ImportFiles);
        if (!File.Exists(location))
            throw new ImportUnreadable(IsUpload(location) ? ImportTexts.ZipGone : ImportTexts.NoFolder);
        return new FolderInZip(location, limits.ImportFiles, limits.UnpackedBytes);
    }

    /// <summary>A new place for an upload.</summary>
    public string NewUpload() => Path.Combine(data.Folder("imports"), Path.GetRandomFileName() + UploadEnding);

    /// <summary>Takes an uploaded zip away; a folder or zip that the operator named stays.</summary>
    public void Forget(string location)
    {
        if (IsUpload(location))
            File.Delete(location);
    }

    private bool IsUpload(string location) => Path.GetDirectoryName(location) == data.Folder("imports");
}
