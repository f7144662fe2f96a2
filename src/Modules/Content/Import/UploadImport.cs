using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Guildhall.Content.Import;

/// <summary>Takes an uploaded zip, streamed to the disk, and opens a batch for it. Whether it is sound is found out by the check.</summary>
internal sealed class UploadImport(OpenImport open, Guard guard, ImportFolders folders, IOptions<ContentOptions> options)
{
    public int MaxMegabytes => options.Value.ImportMegabytes;

    public async Task<long> RunAsync(
        IFormFile? upload, string? source, string? space, bool fetchesPictures, long memberId, CancellationToken cancel = default)
    {
        if (upload is null || upload.Length == 0)
            throw Refused.AtField("file", "file_missing", "Choose a zip file first.");
        await using var content = upload.OpenReadStream();
        return await RunAsync(content, upload.FileName, source, space, fetchesPictures, memberId, cancel);
    }

    public async Task<long> RunAsync(
        Stream content, string name, string? source, string? space, bool fetchesPictures, long memberId,
        CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        var location = folders.NewUpload();
        try
        {
            await SaveAsync(content, location, cancel);
            return await open.RunAsync(FileNames.Safe(name), location, source, space, memberId, fetchesPictures, cancel);
        }
        catch
        {
            // Nothing stays behind of what was refused.
            folders.Forget(location);
            throw;
        }
    }

    private async Task SaveAsync(Stream content, string location, CancellationToken cancel)
    {
        await using var file =
            new FileStream(location, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous);
        var buffer = new byte[64 * 1024];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0)
        {
            if ((size += read) > options.Value.ImportBytes)
                throw FileStore.TooLarge(options.Value.ImportBytes);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }
}
