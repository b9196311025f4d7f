import { Bucket } from 'aws-cdk-lib/aws-s3';
import { loadWorkspace } from '../../lib/config/load.ts';
import { workspaceApp } from '../../lib/infra/app.ts';

/** The app of ctl-datascience with a bucket that anybody may send to in clear: what the checks are for. */
const loaded = await loadWorkspace('configs', 'ctl-datascience');
if (!loaded.ok) throw new Error('the configuration is wrong');
const app = workspaceApp({ workspace: loaded.workspace, others: [] });
new Bucket(app.node.findChild('hushlake-ctl-datascience'), 'Flaw');
app.synth();
