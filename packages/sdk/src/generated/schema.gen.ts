// Generated from ../../openapi.json by `npm run generate`. Do not edit.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is it well?
         * @description The same as /readyz. Needs no key.
         */
        get: operations["health_healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description Restart it when this does not answer. Needs no key.
         */
        get: operations["health_livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description Requests by route, searches by kind, embedding, background work, indexes, and the process itself. Needs no key.
         */
        get: operations["metrics_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it serve?
         * @description Checks that the store answers and that no stop is under way. Needs no key.
         */
        get: operations["health_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what
         * @description Writes, trainings, promotions and keys, the newest first. An entry is written together with the change itself. Entries are kept for as many days as UMBRA_AUDIT_DAYS says. Needs the scope `admin`.
         */
        get: operations["audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes
         * @description One server-sent stream of jobs, training runs and galleries, each as its own address answers it, a few times a second at most. Without a last event it begins now: connect first, then fetch what you show. `reset` means that something was missed: fetch it anew. Needs the scope `search`.
         */
        get: operations["events_follow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the galleries
         * @description The newest first; a key that is bound to galleries sees only those. Needs the scope `search`.
         */
        get: operations["galleries_list"];
        put?: never;
        /**
         * Create a gallery
         * @description It can be searched from its first picture on: until it has a model of its own, plain pixels serve. Needs the scope `write`.
         */
        post: operations["galleries_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a gallery from an exported file
         * @description Makes a gallery with its items, vectors, model and calibration as they were; nothing is embedded again. Every byte is compared with the sums in the file first: a damaged one fails with `dataset_invalid`. The gallery is there when the job has succeeded, and not before. Needs the scope `write`.
         */
        post: operations["transfer_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a gallery
         * @description With its counts, its model and the state of its index. Needs the scope `search`.
         */
        get: operations["galleries_get"];
        put?: never;
        post?: never;
        /**
         * Delete a gallery
         * @description With its items, its training runs and its index. Models trained on it stay. Needs the scope `write`.
         */
        delete: operations["galleries_delete"];
        options?: never;
        head?: never;
        /**
         * Rename or describe a gallery
         * @description What is left out stays as it is. Needs the scope `write`.
         */
        patch: operations["galleries_update"];
        trace?: never;
    };
    "/v1/galleries/{gallery}/calibration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a match is worth
         * @description The thresholds of the model that serves, measured on pictures of this gallery that it was not trained on. Needs the scope `search`.
         */
        get: operations["calibration_get"];
        put?: never;
        /**
         * Measure what a match is worth
         * @description Searches the gallery with its labelled items that the model was not trained on, 2,000 at most. Happens by itself whenever a model begins to serve; worth repeating when the gallery has grown. Needs the scope `train`.
         */
        post: operations["calibration_measure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the pictures to try a search with
         * @description They are held back: neither trained on nor filed. The sample gallery brings some. Needs the scope `search`.
         */
        get: operations["examples_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/examples/{example}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the picture of an example
         * @description As it was stored, or with `size` as a preview in WebP. Needs the scope `search`.
         */
        get: operations["examples_image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a gallery as one file
         * @description Streams a tar of its pictures, items, vectors, calibration and of the model that serves it. Its last entry, `SHA256SUMS`, lets `sha256sum -c` and an import check every file; an answer that breaks off has none. Needs the scope `write`.
         */
        get: operations["transfer_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/image-urls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get addresses of pictures that need no key
         * @description For the img elements of a page: signed, each for one picture and a short time, so that no key stands in a page or an address. They open nothing any more once the item or the key is deleted. Needs the scope `search`.
         */
        post: operations["imageUrls_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the items
         * @description The newest first. Needs the scope `search`.
         */
        get: operations["items_list"];
        put?: never;
        /**
         * File a picture, or a vector
         * @description Stores the picture, embeds it and adds it to the index: when the answer arrives, a search finds it. A vector of your own is filed without a picture. An `externalId` that the gallery knows replaces that item. Needs the scope `write`.
         */
        post: operations["items_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/items/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change or delete many items
         * @description Gives up to 1,000 items a label or metadata, or deletes them, all at once. An id that the gallery lacks is refused by itself; the others are changed. Needs the scope `write`.
         */
        post: operations["itemBatch_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/items/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import many items from one file
         * @description Takes an archive of `<label>/<picture>` or NDJSON as the body, whatever its length, and answers when it is on the disk; a job then files what it holds. The path of a picture is its external id, so the same file again adds nothing twice. A restart of Umbra goes on where it was; what a cancelled import has added stays. Needs the scope `write`.
         */
        post: operations["import_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an item
         * @description Its picture stands at `.../image`. Needs the scope `search`.
         */
        get: operations["items_get"];
        put?: never;
        post?: never;
        /**
         * Delete an item
         * @description No search finds it any more when the answer arrives. Needs the scope `write`.
         */
        delete: operations["items_delete"];
        options?: never;
        head?: never;
        /**
         * Change the label or the metadata of an item
         * @description What is left out stays as it is. Needs the scope `write`.
         */
        patch: operations["items_update"];
        trace?: never;
    };
    "/v1/galleries/{gallery}/items/{item}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the picture of an item
         * @description As it was stored, or with `size` as a preview in WebP. Answers 304 to a fitting If-None-Match. A signed address needs no key. Needs the scope `search`.
         */
        get: operations["items_image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the labels of a gallery
         * @description Each with the number of its items. Needs the scope `search`.
         */
        get: operations["galleries_labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/poc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the reports of a gallery
         * @description The newest first. Needs the scope `search`.
         */
        get: operations["poc_list"];
        put?: never;
        /**
         * Find out what suits the pictures
         * @description Tries vector lengths, negatives and losses on the gallery's labelled pictures within a time budget, and measures the best on pictures that no training saw. Changes nothing in the gallery. A restart of Umbra begins it anew. Needs the scope `train`.
         */
        post: operations["poc_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/poc/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a report
         * @description All its figures, with their spread over the seeds. Needs the scope `search`.
         */
        get: operations["poc_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/poc/{job}/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a report as a page
         * @description One HTML file that needs nothing else, to be read and sent on. Needs the scope `search`.
         */
        get: operations["poc_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a model serve the gallery
         * @description Embeds all items with the model and builds an index beside the one that serves, then changes over at once. Searches go on all the while. The model that served before can be promoted again. Needs the scope `train`.
         */
        post: operations["promote_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the model before serve again
         * @description The same as to promote `previousModel`. Its vectors were kept, so only what was filed since is embedded. Needs the scope `train`.
         */
        post: operations["promote_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search a gallery
         * @description What is this picture, item or vector most like, or what are several examples? One answer never mixes two models, and equal distances stand in the order in which the items were filed. Needs the scope `search`.
         */
        post: operations["search_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/search/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search a gallery several times
         * @description Quicker than one by one, and all answers are by one model. One search that is refused refuses them all: the problem names it. Needs the scope `search`.
         */
        post: operations["search_runAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/galleries/{gallery}/train": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train a model on the gallery's labelled pictures
         * @description At least two labels with at least two pictures each are needed. Runs are queued and trained one at a time; searches go on all the while. Needs the scope `train`.
         */
        post: operations["train_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What runs here
         * @description The version, the computing backend, the limits, and how far the sample gallery is. Any key will do.
         */
        get: operations["info_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the jobs
         * @description The newest first. Needs the scope `search`.
         */
        get: operations["jobs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a job
         * @description How far it is. Needs the scope `search`.
         */
        get: operations["jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description A promotion has then had no effect; what an import has added stays. A job that has ended stays as it is. Needs the scope `write` for imports and `train` for a promotion. Any key will do.
         */
        post: operations["jobs_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the log of a job
         * @description Short lines in their order: when it was begun, tried again, handed over by a stop, and ended. The newest 200 are kept. Needs the scope `search`.
         */
        get: operations["jobs_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what an import left out
         * @description Each entry with the reason, in the order of the file. Needs the scope `search`.
         */
        get: operations["import_refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the keys
         * @description Without their secrets. Needs the scope `admin`.
         */
        get: operations["keys_list"];
        put?: never;
        /**
         * Create a key
         * @description The answer carries the key this once; only its hash is stored. A key may be bound to galleries and may expire. Needs the scope `admin`.
         */
        post: operations["keys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a key
         * @description It opens nothing from then on, and its open streams of events end. The last admin key stays. Needs the scope `admin`.
         */
        delete: operations["keys_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may be asked for at most
         * @description The very numbers by which requests are checked. Any key will do.
         */
        get: operations["limits_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models
         * @description The newest first; the built-in `baseline-pixels` is one of them. Needs the scope `search`.
         */
        get: operations["models_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a model
         * @description What it was trained on, how good it is, whom it serves and its files. Needs the scope `search`.
         */
        get: operations["models_get"];
        put?: never;
        post?: never;
        /**
         * Delete a model
         * @description With its files and vectors, for ever. Refused while it serves a gallery, is the model that a gallery can go back to, or is needed by a training run or a job. What is built in stays. Needs the scope `train`.
         */
        delete: operations["models_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a file of a model
         * @description As the training wrote it: `umbra.json`, which says what the model is, and a network that TensorFlow.js loads. The hash of each stands in the `files` of the model. Needs the scope `search`.
         */
        get: operations["models_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I?
         * @description The key that this request carries. Any key will do.
         */
        get: operations["session_get"];
        put?: never;
        /**
         * Sign in with a key
         * @description Sets a cookie that scripts cannot read, for the console: pictures and event streams in a page carry it by themselves. Needs no key.
         */
        post: operations["session_create"];
        /**
         * Sign out
         * @description Takes the cookie away. Needs no key.
         */
        delete: operations["session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the training runs
         * @description The newest first. Needs the scope `search`.
         */
        get: operations["trainingRuns_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a training run
         * @description How far it is and what it has reached. Needs the scope `search`.
         */
        get: operations["trainingRuns_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a training run
         * @description In whatever phase it is. A run that has ended stays as it is. Needs the scope `train`.
         */
        post: operations["trainingRuns_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{run}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a training run
         * @description Server-sent events: all that were, then those that come, until the run has ended. The data of each is a RunEvent. Needs the scope `search`.
         */
        get: operations["trainingRuns_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "action": "key.create",
         *       "at": "2030-01-31T12:00:00.000Z",
         *       "details": {
         *         "name": "inspection line 3",
         *         "scopes": [
         *           "search"
         *         ]
         *       },
         *       "gallery": null,
         *       "id": "0192f0c1-6b0a-7000-8000-000000000009",
         *       "key": "0192f0c16b0a7000",
         *       "requestId": "0192f0c1-6b0a-7000-8000-000000000001",
         *       "target": "0192f0c16b0b7000"
         *     }
         */
        AuditEntry: {
            /** @enum {string} */
            action: "gallery.create" | "gallery.update" | "gallery.delete" | "gallery.import" | "item.create" | "item.replace" | "item.update" | "item.delete" | "training.start" | "training.cancel" | "poc.start" | "import.start" | "promotion.start" | "promotion.finish" | "model.delete" | "job.cancel" | "key.create" | "key.delete";
            /** Format: date-time */
            at: string;
            /** @description What else is worth knowing; no secrets. */
            details: {
                [key: string]: unknown;
            };
            /** @description The id of the gallery, which may be gone by now. */
            gallery: string | null;
            id: string;
            /** @description The id of the key; null for what Umbra did by itself. */
            key: string | null;
            /** @description Find the request in the log by it. */
            requestId: string | null;
            /** @description The id of what was changed. */
            target: string;
        };
        AuditList: {
            items: components["schemas"]["AuditEntry"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        ChangeEvent: components["schemas"]["JobChange"] | components["schemas"]["TrainingRunChange"] | components["schemas"]["GalleryChange"] | components["schemas"]["GalleryDeletion"] | components["schemas"]["ChangesLost"];
        /** @description What came after the last event is not known any more: fetch everything anew. */
        ChangesLost: {
            /** @constant */
            type: "reset";
        };
        /** @description Exactly one of `equals`, `any`, `range` and `exists`. A list fulfils it when one of its values does. 1, "1" and true are three different values. */
        Condition: {
            /** @description Equal to one of these. */
            any?: (string | number | boolean)[];
            equals?: string | number | boolean;
            /** @description Whether there is a value at all; null is none. */
            exists?: boolean;
            /** @description `label`, `externalId`, or `metadata.` and a name, dotted: `metadata.size.width`. */
            field: string;
            /** @description Between bounds. Texts compare by their bytes, which is right for ISO dates. */
            range?: {
                gt?: string | number;
                gte?: string | number;
                lt?: string | number;
                lte?: string | number;
            };
        };
        CreateGallery: {
            /** @default null */
            description?: string | null;
            /** @description For vectors of your own, of so many numbers: the gallery then takes no pictures. Left out for pictures. */
            dimension?: number;
            /** @description Unique; stands in addresses. */
            name: string;
            /**
             * @description Whether full embeddings rank what the shadows find; see `promote`.
             * @default none
             * @enum {string}
             */
            rerank?: "none" | "int8" | "float32";
        };
        /**
         * @example {
         *       "expiresInSeconds": 60,
         *       "items": [
         *         "0192f0c1-6b0a-7000-8000-000000000001"
         *       ]
         *     }
         */
        CreateImageUrls: {
            /**
             * @description How long the addresses open the pictures.
             * @default 300
             */
            expiresInSeconds?: number;
            /** @description The ids of the items. */
            items: string[];
        };
        CreateItem: {
            /** @description Your own name of it. The same one again replaces the item. */
            externalId?: string;
            /**
             * Format: binary
             * @description The picture, at most 20 MB and 50 megapixels.
             */
            image: Blob;
            /** @description What the picture shows. */
            label?: string;
            /** @description A JSON object, as text, of at most 16 kB. */
            metadata?: string;
        };
        /**
         * @example {
         *       "label": "washer",
         *       "metadata": {
         *         "line": 3
         *       },
         *       "vector": [
         *         0.12,
         *         -0.7,
         *         0.33
         *       ]
         *     }
         */
        CreateItemByVector: {
            /** @description Your own name of it. The same one again replaces the item. */
            externalId?: string;
            label?: string;
            /** @description At most 16 kB of JSON. */
            metadata?: {
                [key: string]: unknown;
            };
            /** @description The id of the model that made the vector: refused with `conflict` when another one serves. */
            model?: string;
            /** @description Numbers, as many as the gallery's `model.dimension`, made by the model that serves it. */
            vector: number[];
        };
        /**
         * @example {
         *       "expiresAt": "2030-01-31T12:00:00Z",
         *       "galleries": [
         *         "sample-parts"
         *       ],
         *       "name": "inspection line 3",
         *       "scopes": [
         *         "search"
         *       ]
         *     }
         */
        CreateKey: {
            /**
             * @description When it ceases to open anything; left out, it does not expire.
             * @default null
             */
            expiresAt?: string | null;
            /**
             * @description Names or ids of the galleries to bind the key to.
             * @default null
             */
            galleries?: string[] | null;
            /** @description Who or what uses the key. */
            name: string;
            scopes: ("search" | "write" | "train" | "admin")[];
        };
        CreateSession: {
            key: string;
        };
        /** @description A picture that is held back from the gallery, to try a search with. */
        Example: {
            id: string;
            /** @description What it shows: the answer a search should find. */
            label: string | null;
        };
        ExampleList: {
            items: components["schemas"]["Example"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        /**
         * @description Which items may be found. As many are found as `limit` asks for whenever so many fulfil it.
         * @example {
         *       "must": [
         *         {
         *           "any": [
         *             "washer",
         *             "ring"
         *           ],
         *           "field": "label"
         *         }
         *       ],
         *       "mustNot": [
         *         {
         *           "field": "metadata.line",
         *           "range": {
         *             "gte": 4
         *           }
         *         }
         *       ]
         *     }
         */
        Filter: {
            /** @description All of these. */
            must?: components["schemas"]["Condition"][];
            /** @description None of these. */
            mustNot?: components["schemas"]["Condition"][];
            /** @description At least one of these, unless the list is empty. */
            should?: components["schemas"]["Condition"][];
        };
        Gallery: {
            /** @description The id of its training run that is queued or running. */
            activeRun: string | null;
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** @description How many held-back pictures there are to try a search with. */
            exampleCount: number;
            id: string;
            index: {
                /** @description Memory that the index takes; null while it is not open. */
                bytes: {
                    /** @description Of the full embeddings that rank. */
                    embeddings: number;
                    graph: number;
                    shadows: number;
                } | null;
                /** @description Of the nodes of its graph; from 0.3 on it is built anew. */
                deletedShare: number | null;
                /** @description Measured on some of the latest searches; null until its graph has answered. */
                recall: {
                    /** @description So many were repeated exactly. */
                    searches: number;
                    /** @description The share of the nearest items that searches found. */
                    value: number;
                } | null;
                /**
                 * @description In what the full embeddings are kept that rank the hits; `none`: shadows do.
                 * @enum {string}
                 */
                rerank: "none" | "int8" | "float32";
                size: number;
                /**
                 * @description `building` while the index is filled from the store: searches wait for it. `linking` while vectors are not all in its graph: searches are right, but slower.
                 * @enum {string}
                 */
                state: "ready" | "building" | "linking";
                /** @description Goes up by one with every promotion. */
                version: number;
            };
            itemCount: number;
            /** @description How many different labels its items have. */
            labelCount: number;
            /** @description The model that serves the gallery. */
            model: {
                /** @description The length of the vectors that are searched. */
                dimension: number;
                /** @description The length of the full embedding. */
                embeddingDimension: number;
                id: string;
                /** @enum {string} */
                kind: "baseline-pixels" | "own-vectors" | "trained";
                name: string;
            };
            name: string;
            /** @description The id of the model that served before. */
            previousModel: string | null;
            /** Format: date-time */
            updatedAt: string;
        };
        GalleryCalibration: {
            /** @description Thresholds by false-accept rate, with the bounds within which the rates lie. What too few searches can vouch for is `unsupported`, never guessed. */
            calibration: {
                confidence: number;
                /**
                 * @description FAR and FRR with their bounds at some of the scores, 200 at most, in ascending thresholds: to be drawn. Null: measured before there were curves.
                 * @default null
                 */
                curve: {
                    far: {
                        high: number;
                        low: number;
                        rate: number;
                    };
                    frr: {
                        high: number;
                        low: number;
                        rate: number;
                    };
                    threshold: number;
                }[] | null;
                gallery: number;
                genuine: {
                    classes: number;
                    trials: number;
                };
                /**
                 * @description How many searches had which best score: of their own label (`genuine`), and of all others (`impostor`), in bins of one width from `low` to `high`. Null: measured before there were histograms.
                 * @default null
                 */
                histogram: {
                    genuine: number[];
                    high: number;
                    impostor: number[];
                    low: number;
                } | null;
                impostor: {
                    classes: number;
                    trials: number;
                };
                /** @enum {string} */
                kind: "search";
                thresholds: ({
                    far: {
                        effectiveTrials: number;
                        high: number;
                        low: number;
                        rate: number;
                    };
                    frr: {
                        effectiveTrials: number;
                        high: number;
                        low: number;
                        rate: number;
                    };
                    /** @enum {string} */
                    kind: "supported";
                    targetFar: number;
                    threshold: number;
                } | {
                    effectiveTrials: number;
                    /** @enum {string} */
                    kind: "unsupported";
                    neededTrials: number;
                    targetFar: number;
                })[];
            } | null;
            /** @description Null: not measured yet. */
            measuredAt: string | null;
            /** @description The id of the model whose scores these are: the one that serves. */
            model: string;
        };
        /** @description A gallery, its items or what serves it. */
        GalleryChange: {
            /** @description The id of its training run that is queued or running. */
            activeRun: string | null;
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** @description How many held-back pictures there are to try a search with. */
            exampleCount: number;
            /** @description The id of the gallery that it belongs to. */
            gallery: string;
            id: string;
            index: {
                /** @description Memory that the index takes; null while it is not open. */
                bytes: {
                    /** @description Of the full embeddings that rank. */
                    embeddings: number;
                    graph: number;
                    shadows: number;
                } | null;
                /** @description Of the nodes of its graph; from 0.3 on it is built anew. */
                deletedShare: number | null;
                /** @description Measured on some of the latest searches; null until its graph has answered. */
                recall: {
                    /** @description So many were repeated exactly. */
                    searches: number;
                    /** @description The share of the nearest items that searches found. */
                    value: number;
                } | null;
                /**
                 * @description In what the full embeddings are kept that rank the hits; `none`: shadows do.
                 * @enum {string}
                 */
                rerank: "none" | "int8" | "float32";
                size: number;
                /**
                 * @description `building` while the index is filled from the store: searches wait for it. `linking` while vectors are not all in its graph: searches are right, but slower.
                 * @enum {string}
                 */
                state: "ready" | "building" | "linking";
                /** @description Goes up by one with every promotion. */
                version: number;
            };
            itemCount: number;
            /** @description How many different labels its items have. */
            labelCount: number;
            /** @description The model that serves the gallery. */
            model: {
                /** @description The length of the vectors that are searched. */
                dimension: number;
                /** @description The length of the full embedding. */
                embeddingDimension: number;
                id: string;
                /** @enum {string} */
                kind: "baseline-pixels" | "own-vectors" | "trained";
                name: string;
            };
            name: string;
            /** @description The id of the model that served before. */
            previousModel: string | null;
            /** @constant */
            type: "gallery";
            /** Format: date-time */
            updatedAt: string;
        };
        GalleryDeletion: {
            /** @description The id of the gallery that it belongs to. */
            gallery: string;
            id: string;
            /** @constant */
            type: "gallery-deleted";
        };
        GalleryList: {
            items: components["schemas"]["Gallery"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        Health: {
            /** @enum {string} */
            status: "ok";
        };
        /** @description One a wanted item, in their order. */
        ImageUrls: {
            /** Format: date-time */
            expiresAt: string;
            urls: {
                item: string;
                /** @description Relative to this server. `&size=256` may be added for a preview. */
                url: string;
            }[];
        };
        ImportRefusal: {
            /** @description Stable: the same codes as in problems. */
            code: string;
            /** @description What is wrong with it. */
            message: string;
            /** @description Its path in the archive, or its line. */
            name: string;
            /** @description Which entry of the file, from 1. */
            position: number;
        };
        ImportRefusalList: {
            items: components["schemas"]["ImportRefusal"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        /**
         * @description What an import has come to so far; what it added stays when it is cancelled.
         * @example {
         *       "added": 1351,
         *       "refused": 9,
         *       "replaced": 0,
         *       "unchanged": 0
         *     }
         */
        ImportReport: {
            /** @description New items. */
            added: number;
            /** @description Entries that were left out; `.../refusals` says why. */
            refused: number;
            /** @description Items that an entry with the same external id took the place of. */
            replaced: number;
            /** @description Entries whose picture and fields were there already. */
            unchanged: number;
        };
        Info: {
            /** @description What computes embeddings; `starting` in the first moments. */
            backend: {
                detail: string;
                name: string;
            };
            limits: {
                imageBytesMax: number;
                imagePixelsMax: number;
                labelLengthMax: number;
                listLimitMax: number;
                metadataBytesMax: number;
                searchLimitMax: number;
            };
            sample: components["schemas"]["Sample"];
            version: string;
        };
        Item: {
            bytes: number | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Your own name of it, unique in the gallery. */
            externalId: string | null;
            /** @description jpeg, png, webp, gif, tiff or avif. */
            format: string | null;
            /** @description The id of its gallery. */
            gallery: string;
            height: number | null;
            id: string;
            label: string | null;
            metadata: {
                [key: string]: unknown;
            };
            /** @description Of the stored file. */
            sha256: string | null;
            /** Format: date-time */
            updatedAt: string;
            /** @description Null, as all of the picture, for an item without one. */
            width: number | null;
        };
        /**
         * @example {
         *       "items": [
         *         "0192f0c1-6b0a-7000-8000-000000000001"
         *       ],
         *       "set": {
         *         "label": "washer"
         *       }
         *     }
         */
        ItemBatch: {
            /** @enum {boolean} */
            delete?: true;
            /** @description The ids of the items. */
            items: string[];
            /** @description What all of them get. What is left out stays as it is. */
            set?: {
                label?: string | null;
                /** @description Replaces the metadata as a whole. */
                metadata?: {
                    [key: string]: unknown;
                };
            };
        };
        /**
         * @example {
         *       "changed": 1,
         *       "refused": []
         *     }
         */
        ItemBatchResult: {
            /** @description How many items were changed. */
            changed: number;
            /** @description The items that were not, each with the reason; the others were. */
            refused: {
                /** @enum {string} */
                code: "invalid_request" | "unauthorized" | "forbidden" | "not_found" | "name_taken" | "conflict" | "unsupported_media_type" | "rate_limited" | "invalid_vector" | "wrong_dimension" | "empty_file" | "file_too_large" | "not_an_image" | "image_too_many_pixels" | "config_invalid" | "dataset_invalid" | "too_few_classes" | "too_few_images" | "damaged_image" | "training_failed" | "training_collapsed" | "loss_dead" | "budget_exceeded" | "model_unsupported" | "model_corrupt" | "checkpoint_corrupt" | "checkpoint_mismatch" | "backbone_missing" | "index_corrupt" | "backend_unavailable" | "unavailable" | "internal_error";
                detail: string;
                item: string;
            }[];
        };
        ItemList: {
            items: components["schemas"]["Item"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        Job: {
            /** @description How often it was begun since it last got further. */
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            error: components["schemas"]["WorkError"] | null;
            finishedAt: string | null;
            /** @description The id of the gallery it works on; null until one that is imported is whole. */
            gallery: string | null;
            id: string;
            /** @description What an import has come to so far. */
            import: components["schemas"]["ImportReport"] | null;
            /** @enum {string} */
            kind: "promote" | "import" | "poc" | "import-gallery";
            /** @description How the models compare, once a promotion is done. */
            parity: components["schemas"]["Parity"] | null;
            /** @description What a proof of concept came to. */
            poc: components["schemas"]["PocSummary"] | null;
            progress: {
                done: number;
                total: number;
            };
            /** @description When it is tried again, after an attempt that failed in passing. */
            retryAt: string | null;
            /** @description When it was begun for the first time. */
            startedAt: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
        };
        /** @description A job was queued, got further or ended. */
        JobChange: {
            /** @description How often it was begun since it last got further. */
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            error: components["schemas"]["WorkError"] | null;
            finishedAt: string | null;
            /** @description The id of the gallery it works on; null until one that is imported is whole. */
            gallery: string | null;
            id: string;
            /** @description What an import has come to so far. */
            import: components["schemas"]["ImportReport"] | null;
            /** @enum {string} */
            kind: "promote" | "import" | "poc" | "import-gallery";
            /** @description How the models compare, once a promotion is done. */
            parity: components["schemas"]["Parity"] | null;
            /** @description What a proof of concept came to. */
            poc: components["schemas"]["PocSummary"] | null;
            progress: {
                done: number;
                total: number;
            };
            /** @description When it is tried again, after an attempt that failed in passing. */
            retryAt: string | null;
            /** @description When it was begun for the first time. */
            startedAt: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @constant */
            type: "job";
        };
        JobList: {
            items: components["schemas"]["Job"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        JobLog: {
            items: components["schemas"]["JobLogLine"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        /** @description Something that happened to a job. */
        JobLogLine: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            level: "info" | "warn" | "error";
            message: string;
        };
        Key: {
            /** Format: date-time */
            createdAt: string;
            /** @description From then on it opens nothing; null when it does not expire. */
            expiresAt: string | null;
            /** @description The ids of the galleries the key is bound to; null when it sees them all. */
            galleries: string[] | null;
            id: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            name: string;
            scopes: ("search" | "write" | "train" | "admin")[];
        };
        KeyList: {
            items: components["schemas"]["Key"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        LabelCount: {
            count: number;
            label: string;
        };
        /** @description Every label of the gallery, by name. */
        LabelList: {
            items: components["schemas"]["LabelCount"][];
        };
        /** @description What is refused, or forgotten, beyond these. */
        Limits: {
            audit: {
                /** @description How long an entry is kept. */
                daysMax: number;
                entriesMax: number;
            };
            bodies: {
                jsonBytesMax: number;
                /** @description Of a search, which may carry pictures in base64. */
                searchBytesMax: number;
            };
            filters: {
                conditionsMax: number;
                textLengthMax: number;
                valuesMax: number;
            };
            imageUrls: {
                /** @description Addresses in one request. */
                itemsMax: number;
                /** @description How long a signed address may last. */
                secondsMax: number;
            };
            images: {
                bytesMax: number;
                formats: string[];
                pixelsMax: number;
            };
            imports: {
                bytesMax: number;
                entriesMax: number;
                /** @description Of a line of NDJSON. */
                lineBytesMax: number;
                /** @description Of all that an archive unpacks to. */
                unpackedBytesMax: number;
                /** @description How many times its own size that may be. */
                unpackedRatioMax: number;
            };
            items: {
                /** @description Items that one request changes or deletes. */
                batchMax: number;
                externalIdLengthMax: number;
                labelLengthMax: number;
                /** @description Of its JSON. */
                metadataBytesMax: number;
                metadataValuesMax: number;
            };
            lists: {
                limitDefault: number;
                limitMax: number;
            };
            /** @description Requests a minute of one key; a batch is one. Null: not limited. */
            rates: {
                searchesPerMinute: number | null;
                writesPerMinute: number | null;
            };
            searches: {
                /** @description Searches in a batch. */
                batchMax: number;
                /** @description Pictures in all searches of a batch. */
                batchPicturesMax: number;
                efMax: number;
                /** @description Positive ones, and as many negative ones. */
                examplesMax: number;
                limitDefault: number;
                limitMax: number;
            };
            vectors: {
                dimensionMax: number;
            };
            /** @description How much is worked on at once in the background; the rest waits its turn. */
            work: {
                /** @description How often work is begun that gets no further. */
                attemptsMax: number;
                /** @description Of each kind. */
                jobsAtOnce: number;
                lineLengthMax: number;
                /** @description Of the log of a job; the newest are kept. */
                linesMax: number;
                trainingsAtOnce: number;
            };
        };
        Model: {
            /** @description What it was trained with. */
            backend: string | null;
            /** @description The same of plain pixels on the same pictures: what the model has to beat. */
            baseline: components["schemas"]["RetrievalMetrics"] | null;
            /** @description The size of its files. */
            bytes: number;
            /** @description How many labels it was trained on. */
            classes: number;
            /** Format: date-time */
            createdAt: string;
            /** @description The length of the vectors that are searched. */
            dimension: number;
            /** @description The length of the full embedding. */
            embeddingDimension: number;
            /** @description The id of the model that it was trained on from, which may be gone by now. */
            from: string | null;
            /** @description The id of the gallery it was trained on. */
            gallery: string | null;
            id: string;
            /** @description Null for a model that embeds no pictures. */
            input: {
                channels: number;
                height: number;
                width: number;
            } | null;
            /** @enum {string} */
            kind: "baseline-pixels" | "own-vectors" | "trained";
            loss: string | null;
            metrics: components["schemas"]["RetrievalMetrics"] | null;
            name: string;
            /** @description The id of the training run that made it. */
            run: string | null;
            seed: number | null;
            /** @description The ids of the galleries it serves. */
            servedBy: string[];
        };
        /**
         * @example {
         *       "backend": "TensorFlow.js wasm",
         *       "baseline": {
         *         "mapAtR": 0.24,
         *         "ndcg": 0.52,
         *         "rPrecision": 0.33,
         *         "recallAt1": 0.61
         *       },
         *       "bytes": 412803,
         *       "classes": 12,
         *       "createdAt": "2030-01-31T12:00:00.000Z",
         *       "dimension": 64,
         *       "embeddingDimension": 128,
         *       "files": [
         *         {
         *           "bytes": 4803,
         *           "name": "umbra.json",
         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
         *         }
         *       ],
         *       "from": null,
         *       "gallery": "0192f0c1-6b0a-7000-8000-000000000001",
         *       "id": "0192f0c1-6b0a-7000-8000-000000000003",
         *       "input": {
         *         "channels": 3,
         *         "height": 64,
         *         "width": 64
         *       },
         *       "kind": "trained",
         *       "loss": "shadow",
         *       "metrics": {
         *         "mapAtR": 0.79,
         *         "ndcg": 0.9,
         *         "rPrecision": 0.82,
         *         "recallAt1": 0.95
         *       },
         *       "name": "parts 1",
         *       "run": "0192f0c1-6b0a-7000-8000-000000000002",
         *       "seed": 1,
         *       "servedBy": [
         *         "0192f0c1-6b0a-7000-8000-000000000001"
         *       ]
         *     }
         */
        ModelDetails: {
            /** @description What it was trained with. */
            backend: string | null;
            /** @description The same of plain pixels on the same pictures: what the model has to beat. */
            baseline: components["schemas"]["RetrievalMetrics"] | null;
            /** @description The size of its files. */
            bytes: number;
            /** @description How many labels it was trained on. */
            classes: number;
            /** Format: date-time */
            createdAt: string;
            /** @description The length of the vectors that are searched. */
            dimension: number;
            /** @description The length of the full embedding. */
            embeddingDimension: number;
            /** @description What can be fetched of it; none for a model that is built in. */
            files: {
                bytes: number;
                name: string;
                sha256: string;
            }[];
            /** @description The id of the model that it was trained on from, which may be gone by now. */
            from: string | null;
            /** @description The id of the gallery it was trained on. */
            gallery: string | null;
            id: string;
            /** @description Null for a model that embeds no pictures. */
            input: {
                channels: number;
                height: number;
                width: number;
            } | null;
            /** @enum {string} */
            kind: "baseline-pixels" | "own-vectors" | "trained";
            loss: string | null;
            metrics: components["schemas"]["RetrievalMetrics"] | null;
            name: string;
            /** @description The id of the training run that made it. */
            run: string | null;
            seed: number | null;
            /** @description The ids of the galleries it serves. */
            servedBy: string[];
        };
        ModelList: {
            items: components["schemas"]["Model"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        NewKey: {
            /** Format: date-time */
            createdAt: string;
            /** @description From then on it opens nothing; null when it does not expire. */
            expiresAt: string | null;
            /** @description The ids of the galleries the key is bound to; null when it sees them all. */
            galleries: string[] | null;
            id: string;
            /** @description The key itself. It is shown this once; only its hash is stored. */
            key: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            name: string;
            scopes: ("search" | "write" | "train" | "admin")[];
        };
        /** @description The model before and the new one on the same items of this gallery. */
        Parity: {
            /** @description The share of the first ten answers that the model before did not give. */
            answersChanged: number;
            /** @description So many items of the gallery searched for their like. */
            compared: number;
            recallAt1After: number | null;
            /** @description How often the nearest item had the own label, of items the new model never saw. */
            recallAt1Before: number | null;
        };
        /** @description With bounds of 95 % confidence. */
        PocComparison: {
            difference: number;
            overClasses: {
                high: number | null;
                low: number | null;
            } & {
                [key: string]: unknown;
            };
            overSeeds: {
                high: number | null;
                low: number | null;
            } & {
                [key: string]: unknown;
            };
            /** @enum {string} */
            verdict: "better" | "worse" | "inside the spread" | "not settled";
        } & {
            [key: string]: unknown;
        };
        PocEntry: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string;
            /** @description The id of the job that made it. */
            job: string;
            summary: components["schemas"]["PocSummary"];
        };
        PocList: {
            items: components["schemas"]["PocEntry"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        /** @description A search's result: the trainer's report, format 2. */
        PocReport: {
            baselines: ({
                dimension: number;
                mapAtR: number;
                name: string;
                recallAt1: number;
            } & {
                [key: string]: unknown;
            })[];
            budget: {
                memoryBytes: number | null;
                notDone: string[];
                seconds: number;
                usedSeconds: number;
            } & {
                [key: string]: unknown;
            };
            checks: ({
                detail: string;
                name: string;
                /** @enum {string} */
                result: "passed" | "failed" | "not checked";
            } & {
                [key: string]: unknown;
            })[];
            classes: {
                common: {
                    classes: number;
                    recallAt1: number | null;
                } & {
                    [key: string]: unknown;
                };
                imbalance: number;
                rare: {
                    classes: number;
                    recallAt1: number | null;
                } & {
                    [key: string]: unknown;
                };
                rival: string | null;
                rows: ({
                    name: string;
                    pictures: number;
                    recallAt1: number | null;
                    rival: number | null;
                    test: number;
                } & {
                    [key: string]: unknown;
                })[];
            } & {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            data: {
                available: number;
                classes: number;
                known: number;
                leftOut: string[];
                name: string;
                pictures: number;
                /** @enum {string} */
                protocol: "new pictures" | "unseen classes";
                skipped: number;
                test: number;
            } & {
                [key: string]: unknown;
            };
            dimensions: ({
                against: components["schemas"]["PocComparison"] | null;
                dimension: number;
                figures: {
                    mapAtR: components["schemas"]["PocSpread"];
                    recallAt1: components["schemas"]["PocSpread"];
                } & {
                    [key: string]: unknown;
                };
                index: ({
                    bytes: number;
                    queriesPerSecond: number;
                    recall: number;
                    vectors: number;
                } & {
                    [key: string]: unknown;
                }) | null;
                memory: {
                    bytes: number;
                    lossBytes: number;
                } & {
                    [key: string]: unknown;
                };
                recommended: boolean;
                trainingSeconds: components["schemas"]["PocSpread"];
                validation: components["schemas"]["PocSpread"];
            } & {
                [key: string]: unknown;
            })[];
            /** @enum {number} */
            formatVersion: 2;
            machine: {
                backend: string;
                cores: number;
                processor: string;
            } & {
                [key: string]: unknown;
            };
            map: ({
                classes: string[];
                labels: number[];
                method: string;
                panels: ({
                    /** @description Pairs of x and y. */
                    points: number[][];
                    title: string;
                } & {
                    [key: string]: unknown;
                })[];
            } & {
                [key: string]: unknown;
            }) | null;
            recommendation: {
                /** @description `train` takes it as its `config`. */
                config: {
                    [key: string]: unknown;
                };
                dimension: number;
                figures: {
                    mapAtR: components["schemas"]["PocSpread"];
                    recallAt1: components["schemas"]["PocSpread"];
                } & {
                    [key: string]: unknown;
                };
                gain: {
                    mapAtR: components["schemas"]["PocComparison"];
                    recallAt1: components["schemas"]["PocComparison"];
                } & {
                    [key: string]: unknown;
                };
                loss: string;
                mining: string;
                reasons: string[];
                sentence: string;
            } & {
                [key: string]: unknown;
            };
            rivals: ({
                comparison: components["schemas"]["PocComparison"];
                dimension: number;
                shadow: {
                    curves: number[][];
                    epochsToTarget: (number | null)[];
                    figures: {
                        mapAtR: components["schemas"]["PocSpread"];
                        recallAt1: components["schemas"]["PocSpread"];
                    } & {
                        [key: string]: unknown;
                    };
                    mining: string;
                    title: string;
                    trainingSeconds: components["schemas"]["PocSpread"];
                } & {
                    [key: string]: unknown;
                };
                target: number;
                triplet: {
                    curves: number[][];
                    epochsToTarget: (number | null)[];
                    figures: {
                        mapAtR: components["schemas"]["PocSpread"];
                        recallAt1: components["schemas"]["PocSpread"];
                    } & {
                        [key: string]: unknown;
                    };
                    mining: string;
                    title: string;
                    trainingSeconds: components["schemas"]["PocSpread"];
                } & {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            }) | null;
            search: ({
                epochs: number;
                lengths: ({
                    dimension: number;
                    validation: components["schemas"]["PocSpread"];
                } & {
                    [key: string]: unknown;
                })[];
                loss: string;
                mining: string;
                rung: number;
            } & {
                [key: string]: unknown;
            })[];
            setting: {
                batch: string;
                embeddingDimension: number;
                encoder: string;
                epochs: number;
                input: string;
                seeds: number[];
                trainings: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description A figure over repeated trainings. */
        PocSpread: {
            deviation: number;
            mean: number;
            values: number[];
        } & {
            [key: string]: unknown;
        };
        PocSummary: {
            classes: number;
            /** @description How long the vectors are. */
            dimension: number;
            loss: string;
            mapAtR: number;
            mining: string;
            pictures: number;
            /** @description Mean over the seeds, on pictures that no training saw. */
            recallAt1: number;
            /** @description What is recommended, in words. */
            sentence: string;
            usedSeconds: number;
        };
        /** @description An RFC 9457 problem document. */
        Problem: {
            /**
             * @description Stable: programs may branch on it.
             * @enum {string}
             */
            code: "invalid_request" | "unauthorized" | "forbidden" | "not_found" | "name_taken" | "conflict" | "unsupported_media_type" | "rate_limited" | "invalid_vector" | "wrong_dimension" | "empty_file" | "file_too_large" | "not_an_image" | "image_too_many_pixels" | "config_invalid" | "dataset_invalid" | "too_few_classes" | "too_few_images" | "damaged_image" | "training_failed" | "training_collapsed" | "loss_dead" | "budget_exceeded" | "model_unsupported" | "model_corrupt" | "checkpoint_corrupt" | "checkpoint_mismatch" | "backbone_missing" | "index_corrupt" | "backend_unavailable" | "unavailable" | "internal_error";
            /** @description What is wrong with this request and what to do. */
            detail: string;
            /** @description One entry a wrong field; empty where no field is to blame. */
            errors: {
                /** @description What the field must be. */
                message: string;
                /** @description The field, dotted: `config.loss.margin`. */
                path: string;
            }[];
            /** @description Find the request in the log by it. */
            requestId: string;
            /** @description The HTTP status, repeated. */
            status: number;
            /** @description The kind of problem in words. */
            title: string;
            /** @description A URI that names the kind of problem. */
            type: string;
        };
        /**
         * @example {
         *       "model": "0192f0c1-6b0a-7000-8000-000000000003"
         *     }
         */
        Promote: {
            /** @description The id of the model that is to serve; left out: the one that serves. */
            model?: string;
            /**
             * @description Whether the full embeddings rank what the shadows find, and in what they are kept in memory: `int8` takes one byte a number, `float32` four. Left out: as it is.
             * @enum {string}
             */
            rerank?: "none" | "int8" | "float32";
        };
        /** @description Measured on pictures held back from the training, 0 to 1. */
        RetrievalMetrics: {
            mapAtR: number | null;
            /** @description Of the R nearest; absent in what is older than it. */
            ndcg?: number | null;
            rPrecision: number | null;
            recallAt1: number | null;
        };
        /** @description The gallery's items are being embedded with the new model. */
        RunEmbeddingEvent: {
            /** Format: date-time */
            at: string;
            done: number;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            /** @constant */
            kind: "embedding";
            total: number;
        };
        RunEpochEvent: {
            /** Format: date-time */
            at: string;
            epoch: number;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            /** @constant */
            kind: "epoch";
            loss: number;
            mapAtR: number | null;
            ndcg?: number | null;
            rPrecision: number | null;
            recallAt1: number | null;
        };
        RunEvent: components["schemas"]["RunStateEvent"] | components["schemas"]["RunPreparingEvent"] | components["schemas"]["RunStartedEvent"] | components["schemas"]["RunResumedEvent"] | components["schemas"]["RunStepEvent"] | components["schemas"]["RunEpochEvent"] | components["schemas"]["RunFinishedEvent"] | components["schemas"]["RunSkippedEvent"] | components["schemas"]["RunEmbeddingEvent"];
        /** @description The training itself is done. */
        RunFinishedEvent: {
            /** Format: date-time */
            at: string;
            baselineRecallAt1: number | null;
            bestEpoch: number;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            /** @constant */
            kind: "finished";
            recallAt1: number | null;
        };
        RunMetrics: {
            /** @description Recall at 1 of plain pixels on the same pictures. */
            baselineRecallAt1: number | null;
            loss: number | null;
            mapAtR: number | null;
            /** @description Of the R nearest; absent in what is older than it. */
            ndcg?: number | null;
            rPrecision: number | null;
            recallAt1: number | null;
        };
        /** @description Pictures are being read. */
        RunPreparingEvent: {
            /** Format: date-time */
            at: string;
            done: number;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            /** @constant */
            kind: "preparing";
            total: number;
        };
        RunProgress: {
            epoch: number;
            epochs: number;
            /** @description 0 to 1, over all phases. */
            fraction: number;
            /** @description Of the training phase; null while nobody can know. */
            secondsLeft: number | null;
            step: number;
            steps: number;
        };
        /** @description The training was cut off and goes on after this step. Steps that were told of already are told again, with the same figures. */
        RunResumedEvent: {
            /** Format: date-time */
            at: string;
            epoch: number;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            /** @constant */
            kind: "resumed";
            step: number;
        };
        /** @description A picture could not be read. */
        RunSkippedEvent: {
            /** Format: date-time */
            at: string;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            /** @constant */
            kind: "skipped";
            path: string;
            reason: string;
        };
        RunStartedEvent: {
            /** Format: date-time */
            at: string;
            classes: number;
            epochs: number;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            /** @constant */
            kind: "started";
            parameters: number;
            steps: number;
            trainImages: number;
            validationImages: number;
        };
        /** @description The run entered another state or phase. */
        RunStateEvent: {
            /** Format: date-time */
            at: string;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            /** @constant */
            kind: "state";
            run: components["schemas"]["TrainingRun"];
        };
        /** @description At most about five a second are kept. */
        RunStepEvent: {
            /** @description The share of triplets that still teach something. */
            activeShare: number;
            /** Format: date-time */
            at: string;
            epoch: number;
            fraction: number;
            /** @description The sequence number within the run; send the last one to go on from there. */
            id: number;
            imagesPerSecond: number | null;
            /** @constant */
            kind: "step";
            loss: number;
            secondsLeft: number | null;
            step: number;
        };
        /** @description How far the sample gallery is that an empty home gets. */
        Sample: {
            done: number;
            error: string | null;
            /** @description The id of the sample gallery. */
            gallery: string | null;
            /** @description The id of its training run. */
            run: string | null;
            /** @enum {string} */
            state: "none" | "drawing" | "importing" | "training" | "ready" | "failed";
            total: number;
        };
        /** @description At most 64 searches with 16 pictures in all. */
        SearchBatchRequest: {
            searches: components["schemas"]["SearchRequest"][];
        };
        SearchBatchResult: {
            /** @description One a search, in their order, all by one model and one state of the index. */
            results: components["schemas"]["SearchResult"][];
        };
        /** @description Exactly one of `vector`, `item` and `image`. */
        SearchExample: {
            /** @description A picture in base64 (a data URL is fine). */
            image?: string;
            /** @description The id of an item of the gallery: what is it most like? The item itself is left out of the hits. */
            item?: string;
            /** @description Numbers, as many as the gallery's `model.dimension`; the length does not matter, the direction does. */
            vector?: number[];
        };
        SearchForm: {
            /** @description How wide the approximate search looks: more is more exact and slower. */
            ef?: number;
            /** @description true compares with every item instead of asking the approximate index. */
            exact?: boolean;
            /** @description A `Filter` as JSON text. */
            filter?: string;
            /**
             * Format: binary
             * @description The picture, at most 20 MB and 50 megapixels.
             */
            image: Blob;
            /** @description How many hits to answer with; 10 if left out. */
            limit?: number;
            /** @description The false-accept rate that a `match` may have, 0.01 if left out: hits are judged by the calibrated threshold that keeps it. Leaves out nothing. */
            maxFar?: number;
            /** @description Leaves out hits with a lower score. */
            minScore?: number;
            /** @description Leaves out hits farther away than this. */
            within?: number;
        };
        SearchHit: {
            /** @description 0 to 2: 1 - cosine of the angle. */
            distance: number;
            externalId: string | null;
            /** @description The id of the item. */
            item: string;
            label: string | null;
            /**
             * @description `match` at or above the threshold, `uncertain` from the loosest calibrated threshold on, else `noMatch`; `uncalibrated` for several examples and until the gallery has thresholds.
             * @enum {string}
             */
            match: "match" | "uncertain" | "noMatch" | "uncalibrated";
            metadata: {
                [key: string]: unknown;
            };
            /** @description 0 to 1, higher is more alike: 1 - distance / 2. */
            score: number;
        };
        /**
         * @description Exactly one of `vector`, `item`, `image` and `positive`.
         * @example {
         *       "item": "0192f0c1-6b0a-7000-8000-000000000001",
         *       "limit": 5
         *     }
         * @example {
         *       "filter": {
         *         "must": [
         *           {
         *             "equals": 3,
         *             "field": "metadata.line"
         *           }
         *         ]
         *       },
         *       "minScore": 0.8,
         *       "negative": [
         *         {
         *           "item": "0192f0c1-6b0a-7000-8000-000000000002"
         *         }
         *       ],
         *       "positive": [
         *         {
         *           "item": "0192f0c1-6b0a-7000-8000-000000000001"
         *         }
         *       ]
         *     }
         */
        SearchRequest: {
            /** @description How wide the approximate search looks: more is more exact and slower. */
            ef?: number;
            /** @description true compares with every item instead of asking the approximate index. */
            exact?: boolean;
            filter?: components["schemas"]["Filter"];
            /** @description A picture in base64 (a data URL is fine). */
            image?: string;
            /** @description The id of an item of the gallery: what is it most like? The item itself is left out of the hits. */
            item?: string;
            /** @description How many hits to answer with; 10 if left out. */
            limit?: number;
            /** @description The false-accept rate that a `match` may have, 0.01 if left out: hits are judged by the calibrated threshold that keeps it. Leaves out nothing. */
            maxFar?: number;
            /** @description Leaves out hits with a lower score. */
            minScore?: number;
            /** @description Examples of what is not looked for, beside `positive`: the search starts from the mean of the positive ones and goes as far again away from the mean of the negative ones. */
            negative?: components["schemas"]["SearchExample"][];
            /** @description Several examples of what is looked for. */
            positive?: components["schemas"]["SearchExample"][];
            /** @description Numbers, as many as the gallery's `model.dimension`; the length does not matter, the direction does. */
            vector?: number[];
            /** @description Leaves out hits farther away than this. */
            within?: number;
        };
        SearchResult: {
            /** @description Whether every item was compared. */
            exact: boolean;
            /** @description The most alike first. */
            hits: components["schemas"]["SearchHit"][];
            indexVersion: number;
            /** @description The id of the one model behind every hit. */
            model: string;
            /** @description Whether full embeddings ranked the hits, as the gallery has it; a `vector` has none, so shadows do. */
            reranked: boolean;
            /** @description The score from which on a hit is a `match`; null where none is known. */
            threshold: number | null;
            tookMs: number;
        };
        /** @description Who the caller is. */
        Session: {
            key: components["schemas"]["Key"];
        };
        /**
         * @example {
         *       "memoryBudgetMb": 2000,
         *       "timeBudgetSeconds": 600
         *     }
         */
        StartPoc: {
            /** @description Refuses a search whose trainings would take more. */
            memoryBudgetMb?: number;
            /**
             * @description How long it may take; more time tries more and settles more.
             * @default 600
             */
            timeBudgetSeconds?: number;
        };
        /**
         * @example {
         *       "from": "current",
         *       "preset": "balanced",
         *       "promote": "auto"
         *     }
         */
        Train: {
            /** @description With a preset: name or SHA-256 of the backbone to train a head on, or `none` for a net from scratch. Left out, the newest is used for pictures of 48 pixels and more. */
            backbone?: string;
            /** @description A whole training configuration instead of a preset. */
            config?: {
                [key: string]: unknown;
            };
            /** @description Trains this model on instead of a new one: `current` for the one that serves the gallery, or the id of a trained model. Of a model on a backbone the head is trained, of others all; between its weights and the new ones the best on held-back pictures are kept. */
            from?: string;
            /**
             * @description How long and how thoroughly; `balanced` when there is no `config` either.
             * @enum {string}
             */
            preset?: "quick" | "balanced" | "thorough";
            /**
             * @description `auto` lets the new model serve as soon as it is ready.
             * @default manual
             * @enum {string}
             */
            promote?: "auto" | "manual";
            /**
             * @description The same seed on the same pictures trains the same model.
             * @default 1
             */
            seed?: number;
        };
        TrainingRun: {
            /** @description How often it was begun: more than once where it was cut off and went on from its last checkpoint. Absent in old events. */
            attempts?: number;
            /** @description What it trains with. */
            backend: string | null;
            /** @description The whole training configuration, once the run has begun. */
            config: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            createdAt: string;
            error: components["schemas"]["WorkError"] | null;
            finishedAt: string | null;
            /** @description The id of the model that it trains on; null for a new one, absent in old events. */
            from?: string | null;
            /** @description The id of the gallery it trains on. */
            gallery: string;
            galleryName: string;
            id: string;
            metrics: components["schemas"]["RunMetrics"] | null;
            /** @description The id of the model it made. */
            model: string | null;
            /** @enum {string} */
            phase: "queued" | "preparing" | "training" | "embedding" | "done";
            preset: ("quick" | "balanced" | "thorough") | null;
            progress: components["schemas"]["RunProgress"];
            /** @enum {string} */
            promote: "auto" | "manual";
            /** @description Pictures that could not be read. */
            skipped: number;
            startedAt: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
        };
        /** @description A run was queued, got further or ended; its own stream tells each step. */
        TrainingRunChange: {
            /** @description How often it was begun: more than once where it was cut off and went on from its last checkpoint. Absent in old events. */
            attempts?: number;
            /** @description What it trains with. */
            backend: string | null;
            /** @description The whole training configuration, once the run has begun. */
            config: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            createdAt: string;
            error: components["schemas"]["WorkError"] | null;
            finishedAt: string | null;
            /** @description The id of the model that it trains on; null for a new one, absent in old events. */
            from?: string | null;
            /** @description The id of the gallery it trains on. */
            gallery: string;
            galleryName: string;
            id: string;
            metrics: components["schemas"]["RunMetrics"] | null;
            /** @description The id of the model it made. */
            model: string | null;
            /** @enum {string} */
            phase: "queued" | "preparing" | "training" | "embedding" | "done";
            preset: ("quick" | "balanced" | "thorough") | null;
            progress: components["schemas"]["RunProgress"];
            /** @enum {string} */
            promote: "auto" | "manual";
            /** @description Pictures that could not be read. */
            skipped: number;
            startedAt: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @constant */
            type: "training-run";
        };
        TrainingRunList: {
            items: components["schemas"]["TrainingRun"][];
            /** @description Send it as `cursor` for the next page; null on the last one. */
            nextCursor: string | null;
            /** @description How many there are in all pages. */
            total: number;
        };
        UpdateGallery: {
            description?: string | null;
            name?: string;
        };
        UpdateItem: {
            label?: string | null;
            /** @description Replaces the metadata as a whole. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Why work in the background failed. */
        WorkError: {
            code: string;
            message: string;
        };
    };
    responses: never;
    parameters: {
        /**
         * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
         * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
         */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health_healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health_livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    metrics_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the text format of Prometheus. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    health_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    audit_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Only what was done in this way. */
                action?: "gallery.create" | "gallery.update" | "gallery.delete" | "gallery.import" | "item.create" | "item.replace" | "item.update" | "item.delete" | "training.start" | "training.cancel" | "poc.start" | "import.start" | "promotion.start" | "promotion.finish" | "model.delete" | "job.cancel" | "key.create" | "key.delete";
                /** @description Only what concerns this gallery (name or id; the id when it is gone). */
                gallery?: string;
                /** @description Only what this key (its id) asked for. */
                key?: string;
                /** @description Not before this time. */
                from?: string;
                /** @description Before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events_follow: {
        parameters: {
            query?: {
                /** @description Only what concerns this gallery (name or id). */
                gallery?: string;
                /** @description Replay from after this event, like the Last-Event-ID header. */
                lastEventId?: number;
            };
            header?: {
                /** @description Replay from after this event; browsers send it when they connect again. */
                "last-event-id"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; each has an id, and its type as the name of the event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChangeEvent"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    galleries_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GalleryList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    galleries_create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGallery"];
            };
        };
        responses: {
            /** @description The gallery. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gallery"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name_taken`: The name is taken. `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transfer_import: {
        parameters: {
            query?: {
                /** @description Instead of the name that the gallery had. */
                name?: string;
            };
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": Blob;
                "application/x-tar": Blob;
            };
        };
        responses: {
            /** @description The job that makes the gallery. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `invalid_request`: The request is not valid. `empty_file`: The file is empty. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name_taken`: The name is taken. `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `file_too_large`: The file is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The media type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    galleries_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gallery. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gallery"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    galleries_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    galleries_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateGallery"];
            };
        };
        responses: {
            /** @description The gallery as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gallery"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name_taken`: The name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    calibration_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thresholds, or null. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GalleryCalibration"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    calibration_measure: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thresholds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GalleryCalibration"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_few_classes`: Too few labels to train with. `too_few_images`: Too few pictures to train with. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    examples_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExampleList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    examples_image: {
        parameters: {
            query?: {
                /** @description The longest side of a preview (WebP), rounded up to the next of 16, 24, 32, 48, 64, 96, ... 2048. Without it the stored file is answered. */
                size?: number;
            };
            header?: never;
            path: {
                /** @description The id of the example. */
                example: string;
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/avif": Blob;
                    "image/gif": Blob;
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/tiff": Blob;
                    "image/webp": Blob;
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transfer_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": Blob;
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imageUrls_create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImageUrls"];
            };
        };
        responses: {
            /** @description The addresses. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageUrls"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    items_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Only the items with this label. */
                label?: string;
            };
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    items_create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateItemByVector"];
                "multipart/form-data": components["schemas"]["CreateItem"];
            };
        };
        responses: {
            /** @description The item that was replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description The new item. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description `invalid_request`: The request is not valid. `empty_file`: The file is empty. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `file_too_large`: The file is too large. `image_too_many_pixels`: The picture has too many pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_an_image`: The file is not a picture. `unsupported_media_type`: The media type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_vector`: The vector is not valid. `wrong_dimension`: The vector has the wrong dimension. `damaged_image`: The picture is damaged. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    itemBatch_apply: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemBatch"];
            };
        };
        responses: {
            /** @description What was changed, and what was refused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemBatchResult"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_start: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/gzip": Blob;
                "application/octet-stream": Blob;
                "application/x-ndjson": Blob;
                "application/x-tar": Blob;
                "application/zip": Blob;
            };
        };
        responses: {
            /** @description The job that files it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `invalid_request`: The request is not valid. `empty_file`: The file is empty. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `file_too_large`: The file is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The media type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    items_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the item. */
                item: string;
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    items_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the item. */
                item: string;
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    items_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the item. */
                item: string;
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateItem"];
            };
        };
        responses: {
            /** @description The item as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    items_image: {
        parameters: {
            query?: {
                /** @description The longest side of a preview (WebP), rounded up to the next of 16, 24, 32, 48, 64, 96, ... 2048. Without it the stored file is answered. */
                size?: number;
                /** @description Of a signed address. */
                key?: string;
                /** @description Of a signed address. */
                expires?: string;
                /** @description Of a signed address. */
                signature?: string;
            };
            header?: never;
            path: {
                /** @description The id of the item. */
                item: string;
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/avif": Blob;
                    "image/gif": Blob;
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/tiff": Blob;
                    "image/webp": Blob;
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    galleries_labels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All labels, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelList"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    poc_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PocList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    poc_start: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartPoc"];
            };
        };
        responses: {
            /** @description The job that does it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_few_classes`: Too few labels to train with. `too_few_images`: Too few pictures to train with. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    poc_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
                /** @description The id of the job that made the report. */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PocReport"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    poc_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
                /** @description The id of the job that made the report. */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promote_start: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Promote"];
            };
        };
        responses: {
            /** @description The job that does it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promote_back: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job that does it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchRequest"];
                "multipart/form-data": components["schemas"]["SearchForm"];
            };
        };
        responses: {
            /** @description The hits, the most alike first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResult"];
                };
            };
            /** @description `invalid_request`: The request is not valid. `empty_file`: The file is empty. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `file_too_large`: The file is too large. `image_too_many_pixels`: The picture has too many pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_an_image`: The file is not a picture. `unsupported_media_type`: The media type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_vector`: The vector is not valid. `wrong_dimension`: The vector has the wrong dimension. `damaged_image`: The picture is damaged. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_runAll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchBatchRequest"];
            };
        };
        responses: {
            /** @description One result a search. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchBatchResult"];
                };
            };
            /** @description `invalid_request`: The request is not valid. `empty_file`: The file is empty. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `file_too_large`: The file is too large. `image_too_many_pixels`: The picture has too many pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_an_image`: The file is not a picture. `unsupported_media_type`: The media type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_vector`: The vector is not valid. `wrong_dimension`: The vector has the wrong dimension. `damaged_image`: The picture is damaged. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    train_start: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name or the id of the gallery. */
                gallery: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Train"];
            };
        };
        responses: {
            /** @description The training run, queued. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `config_invalid`: The configuration is not valid. `too_few_classes`: Too few labels to train with. `too_few_images`: Too few pictures to train with. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    info_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The facts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Info"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the job. */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_cancel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id of the job. */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_lines: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the job. */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobLog"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_refusals: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the job. */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRefusalList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keys_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keys_create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKey"];
            };
        };
        responses: {
            /** @description The key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keys_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the key. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    limits_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Limits"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    models_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    models_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDetails"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model_corrupt`: A model file is damaged. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    models_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    models_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model. */
                model: string;
                /** @description The name of one of its `files`. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model_corrupt`: A model file is damaged. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who you are. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSession"];
            };
        };
        responses: {
            /** @description Who you are. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You are signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trainingRuns_list: {
        parameters: {
            query?: {
                /** @description How many entries to answer with. */
                limit?: number;
                /** @description The `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
                /** @description Only the runs of this gallery (name or id). */
                gallery?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRunList"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trainingRuns_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the training run. */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The training run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trainingRuns_cancel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.
                 * @example 7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id of the training run. */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The training run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Not possible in the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "RateLimit-Reset"?: number;
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trainingRuns_events: {
        parameters: {
            query?: {
                /** @description Replay from after this event, like the Last-Event-ID header. */
                lastEventId?: number;
            };
            header?: {
                /** @description Replay from after this event; browsers send it when they connect again. */
                "last-event-id"?: number;
            };
            path: {
                /** @description The id of the training run. */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; each has an id, and its kind as the name of the event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["RunEvent"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: A valid key is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The key may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
