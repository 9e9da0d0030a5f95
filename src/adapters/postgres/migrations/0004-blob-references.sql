-- Which streams ever named a blob: asked whenever a picture is erased, so that bytes which another one needs stay.
create index events_blobs on es.events ((data->>'sha256')) where type in ('ImageAssetCreated', 'ReferenceSet');
create index events_masks on es.events ((data->>'maskSha256')) where type in ('ImageAssetCreated', 'MaskStored');
