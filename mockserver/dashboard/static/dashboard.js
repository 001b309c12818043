var tr=/^(.*?)(?:\/w\/([^/]+))?(?:\/__admin\/?)?$/;function Os(e){let[,t="",n]=tr.exec(e)??[];return{base:t.replace(/\/$/,""),world:n}}function As(e){let[t,n=""]=e.replace(/^#\/?/,"").split("?"),s=t.split("/").filter(Boolean).map(decodeURIComponent);return{path:s.length?s:["calls"],query:Object.fromEntries(new URLSearchParams(n))}}function v(e,t={}){let n=Object.entries(t).filter(([,a])=>a),s=n.length?`?${new URLSearchParams(n)}`:"";return`#/${e.filter(a=>a!=null).map(encodeURIComponent).join("/")}${s}`}async function Ms(e,t){let n=e.pipeThrough(new TextDecoderStream).getReader(),s="";for(;;){let{done:a,value:o}=await n.read();if(a)return;let r=(s+o).split(`

`);s=r.pop();for(let l of r)t(nr(l))}}function nr(e){let t={kind:"message"};for(let n of e.split(`
`)){let s=n.indexOf(": "),a=n.slice(0,s),o=n.slice(s+2);a==="id"?t.id=o:a==="event"?t.kind=o:a==="data"&&(t.data=o)}return t}var L,Rs,Ln,we,qn,Wt,Ls,Ut,Ps,Pn,Rn,sr,ht=Symbol.for("pv"),Ht={},Bt=[],or=/^m(i|n|o|s|text|space)$/,Dn=Array.isArray,In=Bt.slice,Re=Object.assign;function qe(e){e&&e.parentNode&&e.remove()}function Kt(e,t,n){var s,a,o,r={},l=arguments.length;for(o in t)o=="key"?s=t[o]:o=="ref"&&typeof e!="function"?a=t[o]:r[o]=t[o];return l>2&&(r.children=l>3?In.call(arguments,2):n),mt(e,r,s,a,null)}function mt(e,t,n,s,a){var o={type:e,props:t,key:n,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ht,__v:a||++Rs,__i:-1,__u:0};return!a&&L.vnode&&L.vnode(o),o}function Le(e){return e.children}function ze(e,t){this.props=e,this.context=t,this.__g=0}function ke(e,t){if(t==null)return e.__&&ke(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:ke(e)}function ar(e){var t,n=e.__v,s=n.__e,a=[],o=[],r=e.__P;r&&((t=Re({constructor:ht},n)).__v=n.__v+1,L.vnode&&L.vnode(t),jn(r,t,n,e.__n,r.namespaceURI,32&n.__u?[s]:null,a,s||ke(n),32&n.__u,o),t.__v=n.__v,t.__.__k[t.__i]=t,Ws(a,t,o),n.__=n.__e=null,t.__e!=s&&Ds(t))}function Ds(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Ds(e)}function Ns(e){(8&e.__g||(e.__g|=8,we.push(e),Wt++))&&qn==L.debounceRendering||((qn=L.debounceRendering)||queueMicrotask)(Is)}function Is(){try{for(var e,t=1;we.length;)we.length>t&&we.sort(Ls),e=we.shift(),t=we.length,8&e.__g&&ar(e)}finally{(Wt=we.length)&&(qn||queueMicrotask)(Is)}}function js(e,t,n,s,a,o,r,l,c,u,d){var f,m,p,$,O,k,C=s.__k||Bt,b=t.length;for(c=rr(n,t,C,c,b),f=0;f<b;f++)(p=n.__k[f])!=null&&(m=~p.__i&&C[p.__i]||Ht,p.__i=f,k=jn(e,p,m,a,o,r,l,c,u,d),$=p.__e,(m.ref!=p.ref||8&m.__u)&&(m.ref&&Un(m.ref,null,p,m),p.ref&&d.push(p.ref,p.__c||$,p)),O=O||$,4&p.__u?(c=Us(p,c,e,!m.__v),m.__e&&(m.__e=null)):typeof p.type=="function"&&k!==void 0?c=k:$&&(c=$.nextSibling),p.__u&=-21);return n.__e=O,c}function rr(e,t,n,s,a){var o,r,l,c,u,d,f,m,p,$=n.length,O=$,k=0,C=0,b=e.__k=Array(a);for(o=0;o<a;o++)(r=t[o])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=b[o]=mt(null,r):Dn(r)?r=b[o]=mt(Le,{children:r}):r.constructor===ht&&r.__b?r=b[o]=mt(r.type,r.props,r.key,r.ref,r.__v):b[o]=r,c=o+k,r.__=e,r.__b=e.__b+1,l=null,~(u=r.__i=ir(r,n,c,O))&&(O--,(l=n[u])&&(l.__u|=2)),l&&l.__v?(r.__u|=16,u==c-1?k--:u==c+1?k++:u!=c&&(u>c?k--:k++,C=1)):(~u||(a>$?k--:a<$&&k++),typeof r.type!="function"&&(r.__u|=4))):b[o]=null;if(C){for(d=[],f=[],o=0;o<a;o++)if((r=b[o])&&16&r.__u){for(k=0,m=d.length;k<m;)d[p=k+m>>1]<r.__i?k=p+1:m=p;d[k]=r.__i,f[o]=k+1}for(k=d.length;o--;)f[o]&&(f[o]==k?k--:b[o].__u|=4)}if(O)for(o=0;o<$;o++)!(l=n[o])||2&l.__u||(l.__e==s&&(s=ke(l)),Fn(l,l));return s}function Us(e,t,n,s){var a,o,r,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(a=e.__k)for(o=0;o<a.length;o++)a[o]&&(a[o].__=e,t=Us(a[o],t,n,!1));return t}for(t&&!t.parentNode&&(t=ke(e))&&!t.parentNode&&(t=null),r=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(r!=l&&(!s&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function ir(e,t,n,s){var a,o=e.key,r=e.type,l=t[n],c=l&&!(2&l.__u);if(l===null&&o==null||c&&o==l.key&&r==l.type)return n;if(s>(c?1:0)){for(a=n-1;a>=0;a--)if((l=t[a])&&!(2&l.__u)&&o==l.key&&r==l.type)return a;for(a=n+1;a<t.length;a++)if((l=t[a])&&!(2&l.__u)&&o==l.key&&r==l.type)return a}return-1}function qs(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function jt(e,t,n,s,a){var o,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof s=="string"&&(e.style.cssText=s=""),s)for(t in s)n&&t in n||qs(e.style,t);if(n)for(t in n)s&&n[t]==s[t]||qs(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof s!="function"&&(s=null),(e.__e||(e.__e={}))[t]=n,n&&s||(r=Rn[t]||(Rn[t]=lr(t)),(e.__a||(e.__a={}))[t]=Pn,o=t!=(t=t.replace(Ps,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,o):e.removeEventListener(t,r,o));else{if(a=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function lr(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Ut]==null)t[Ut]=Pn++;else if(t[Ut]<this.__a[e])return;return n(L.event?L.event(t):t)}}}function jn(e,t,n,s,a,o,r,l,c,u){var d,f,m,p,$,O,k,C,b,q,_,X,Je,It,Me,Es,ye,Ne,me=t.type;if(t.constructor!==ht)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(t.__u|=c,f=o=[],d.nodeType==8?l=Ft(d,o):o.push(d),l=o[0]||l),(d=L.__b)&&d(t);e:if(typeof me=="function"){m=r.length;try{if(C=t.props,b=(d=me.prototype)&&d.render,q=(d=me.contextType)&&s[d.__c],_=d?q?q.props.value:d.__:s,(p=n.__c)?(t.__c=p,2&p.__g&&(p.__g|=1)):(b?t.__c=p=new me(C,_):(t.__c=p=new ze(C,_),p.constructor=me,p.render=ur),q&&q.sub(p),p.state||(p.state={}),p.__n=s,p.__g|=8,p.__h=[],p.__k=[]),b&&(p.__s||(p.__s=p.state),me.getDerivedStateFromProps&&(p.__s==p.state&&(p.__s=Re({},p.__s)),Re(p.__s,me.getDerivedStateFromProps(C,p.__s)))),$=p.props,O=p.state,p.__v=t,n.__c){if(C!==$&&b&&!me.getDerivedStateFromProps&&p.componentWillReceiveProps&&p.componentWillReceiveProps(C,_),t.__v==n.__v&&!(8&p.__g)||!(4&p.__g)&&p.shouldComponentUpdate&&p.shouldComponentUpdate(C,p.__s,_)===!1){t.__v!=n.__v&&(p.props=C,p.state=p.__s,p.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ne){ne&&(ne.__=t)}),Bt.push.apply(p.__h,p.__k),p.__k=[],p.__h.length&&r.push(p),l=ke(n);break e}p.componentWillUpdate&&p.componentWillUpdate(C,p.__s,_),b&&p.componentDidUpdate&&p.__h.push(function(){p.componentDidUpdate($,O,k)})}else b&&!me.getDerivedStateFromProps&&p.componentWillMount&&p.componentWillMount(),b&&p.componentDidMount&&p.__h.push(p.componentDidMount);p.context=_,p.props=C,p.__P=e,p.__g&=-5,X=L.__r,Je=b?25:0;do p.__g&=-9,X&&X(t),d=p.render(p.props,p.state=p.__s,p.context);while(8&p.__g&&++Je<25);b&&(Bt.push.apply(p.__h,p.__k),p.__k=[]),p.state=p.__s,p.getChildContext&&(s=Re({},s,p.getChildContext())),b&&n.__c&&p.getSnapshotBeforeUpdate&&(k=p.getSnapshotBeforeUpdate($,O)),It=d&&d.type===Le&&d.key==null?d.props.children:d,C.__P&&(d=l,a=(e=C.__P).namespaceURI,c=o=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ne){ne&&Fn(ne,ne)}),n.__k=null),l=n.__k?ke(n,0):null),l=js(e,Dn(It)?It:[It],t,n,s,a,o,r,l,c,u),C.__P&&(t.__e=null,l=d),t.__u&=-161,f&&f.some(qe),p.__h.length&&r.push(p),1&p.__g&&(p.__g&=-4)}catch(ne){if(r.length=m,t.__v=null,c||o)if(ne&&ne.then){if(t.__u|=128|c,o){for(~(ye=o.indexOf(l||void 0))||(ye=o.length);(Ne=o[ye-1])&&Ne.nodeType==8;)ye--;for(;ye<o.length;ye++)if(Ne=o[ye])if(o[ye]=null,Me){if(Ne==Es)break}else{if(Ne.nodeType!=8)break;Ne.data.startsWith("$s")&&(Es=Ft(Me=Ne))}}if(!Me){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;Me=l}(d=Ft(Me=t.__c.__z||(t.__c.__z=Me)))?(t.__e=Me,l=d):t.__e=l,l=l&&l.nextSibling}else o&&o.some(qe);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ne&&ne.then||Fs(t),L.__e(ne,t,n)}}else l=t.__e=cr(n.__e,t,n,s,a,o,r,c,u,e);return(d=L.diffed)&&d(t),l}function Ft(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function Fs(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Fs))}function Ws(e,t,n){for(var s=0;s<n.length;)Un(n[s++],n[s++],n[s++]);L.__c&&L.__c(t,e),e.some(function(a){try{e=a.__h,a.__h=[],e.some(function(o){o.call(a)})}catch(o){L.__e(o,a.__v)}})}function cr(e,t,n,s,a,o,r,l,c,u){var d,f,m,p,$,O,k,C,b=n.props||Ht,q=t.props,_=t.type;if(_=="svg"?a="http://www.w3.org/2000/svg":_=="math"?a="http://www.w3.org/1998/Math/MathML":a||(a="http://www.w3.org/1999/xhtml"),o){for(d=0;d<o.length;d++)if(($=o[d])&&(_?$.localName==_:$.nodeType==3)){e=$,o[d]=null;break}}if(!e){if(C=u.ownerDocument||document,!_)return C.createTextNode(q);e=C.createElementNS(a,_,q.is?q:u),l&&(L.__m&&L.__m(t,o),l=!1),o=null}if(_){if(u=_=="template"&&e.content||e,o=_=="textarea"&&q.defaultValue!=null?null:o&&In.call(u.childNodes),!l&&o)for(b={},d=0;d<e.attributes.length;d++)b[($=e.attributes[d]).name]=$.value;for(d in b)$=b[d],d=="dangerouslySetInnerHTML"?m=$:d=="children"||d in q||d=="value"&&"defaultValue"in q||d=="checked"&&"defaultChecked"in q||jt(e,d,null,$,a);for(d in q)$=q[d],d=="children"?p=$:d=="dangerouslySetInnerHTML"?f=$:d=="value"?O=$:d=="checked"?k=$:l&&typeof $!="function"||b[d]===$||jt(e,d,$,b[d],a);f?(l||m&&(f.__html==m.__html||f.__html==e.innerHTML)||(e.innerHTML=f.__html),t.__k=[]):(m&&(e.textContent=""),(_=="foreignObject"||a=="http://www.w3.org/1998/Math/MathML"&&or.test(_))&&(a="http://www.w3.org/1999/xhtml"),js(u,Dn(p)?p:[p],t,n,s,a,o,r,o?o[0]:n.__k&&ke(n,0),l,c),o&&o.some(qe)),l&&_!="textarea"||(d="value",_=="progress"&&O==null?e.removeAttribute(d):O==null||O===e[d]&&(_!="progress"||O)||jt(e,d,O,b[d],a),d="checked",k!=null&&k!=e[d]&&jt(e,d,k,b[d],a))}else b===q||l&&e.data==q||(e.data=q);return e}function Un(e,t,n,s){try{typeof e=="function"?t?t.__x=e(t)||1:s&&(s=s.__c||s.__e)&&(t=s.__x)&&(s.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(a){L.__e(a,n)}}function Fn(e,t,n){var s,a,o,r;if(L.unmount&&L.unmount(e),!(s=e.ref)||s.current&&s.current!=e.__e||Un(s,null,t,e),s=e.__c){if(s.componentWillUnmount)try{s.componentWillUnmount()}catch(l){L.__e(l,t)}s.__P=s.__n=null}if(s=e.__k)for(r=0;r<s.length;r++)s[r]&&Fn(s[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(s=e.__c)&&(s=s.__z)&&(a=Ft(s,o=[]))&&(s==e.__e&&o.some(qe),qe(a),qe(s)),n||qe(e.__e),e.__e=e.__c=e.__=null}function ur(e,t,n){return this.constructor(e,n)}function Wn(e,t){var n,s,a,o;L.__&&L.__(e,t),t.nodeType==9&&(t=t.documentElement),s=(n=e&&32&e.__u)?null:t.__k,t.__k=mt(Le,{children:[e]}),a=[],o=[],jn(t,t.__k,s||Ht,Ht,t.namespaceURI,s?null:t.firstChild?In.call(t.childNodes):null,a,s?s.__e:t.firstChild,n,o),Ws(a,t.__k,o),t.__k.props.children=null}L={__e:function(e,t,n,s){for(var a,o,r;t=t.__;)if((a=t.__c)&&!(1&a.__g)){a.__g|=4;try{if((r=(o=a.constructor)&&o.getDerivedStateFromError)&&a.setState(o.getDerivedStateFromError(e)),a.componentDidCatch&&(a.componentDidCatch(e,s||{}),r=1),r&&8&a.__g)return void(a.__g|=2)}catch(l){e=l}}throw Wt=0,e}},Rs=0,Ln=function(e){return e!=null&&e.constructor===ht},ze.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Re({},this.state)),typeof e=="function"&&(e=e(Re({},n),this.props)),e&&(Re(n,e),this.__v&&(t&&this.__k.push(t),Ns(this)))},ze.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Ns(this))},ze.prototype.render=Le,we=[],Wt=0,Ls=function(e,t){return e.__v.__b-t.__v.__b},Ut=Symbol(),Ps=/(PointerCapture)$|Capture$/i,Pn=0,Rn={},sr=0;var Ge,B,Hn,Hs,Bn=Object.is,Jt=0,Zs=[],Kn=[],H=L,Bs=H.__b,Ks=H.__r,Js=H.diffed,zs=H.__c,Gs=H.unmount,Vs=H.__;function zt(e,t){H.__h&&H.__h(B,e,Jt||t),Jt=0;var n=B.__H||(B.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function g(e){return Jt=1,dr(Qs,e)}function dr(e,t,n){var s=zt(Ge++,2);if(s.t=e,!s.__c&&(s.__=[n?n(t):Qs(void 0,t),function(o){var r=(s.__N||s.__)[0],l=s.t(r,o);Bn(r,l)||(s.__N=[l,s.__[1]],s.__c.setState({}))}],s.__c=B,!B.__f)){B.__f=!0;var a=B.shouldComponentUpdate;B.shouldComponentUpdate=function(o,r,l){var c=this.__H;if(!c)return!0;var u=!1,d=this.props!=o;if(c.__.some(function(m){m.__N&&(u=!0,Bn(m.__[0],m.__N[0])||(d=!0))}),a){var f=a.call(this,o,r,l);return u?f||d:f}return!u||d}}return s.__}function S(e,t){var n=zt(Ge++,3);!H.__s&&zn(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,B.__H.__h.push(n))}function j(e,t){var n=zt(Ge++,4);!H.__s&&zn(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,B.__h.push(n))}function T(e){return Jt=5,E(function(){return{current:e}},[])}function E(e,t){var n=zt(Ge++,7);return zn(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function pr(){var e;do{for(;e=Kn.shift();)try{$t(e)}catch(n){H.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=Zs.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some($t),t.__h.some(Jn),t.__h=[]}catch(n){t.__h=[],H.__e(n,e.__v)}}}while(Kn.length)}H.__b=function(e){B=null,Bs&&Bs(e)},H.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Vs&&Vs(e,t)},H.__r=function(e){Ks&&Ks(e),Ge=0;var t=(B=e.__c).__H;t&&(Hn==B?B.__h=[]:(t.__h.some($t),t.__h.some(Jn),Ge=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Hn=B},H.diffed=function(e){Js&&Js(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Xs(Zs.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),Hn=B=null},H.__c=function(e,t){t.some(function(n){try{n.__h.some($t),n.__h=n.__h.filter(function(s){return!s.__||Jn(s)})}catch(s){n.__h=[function(){throw s}]}}),zs&&zs(e,t)},H.unmount=function(e){Gs&&Gs(e);var t,n,s=e.__c;s&&s.__H&&(s.__H.__.some(function(a){try{if(a.__P&&a.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}a.__P=n,Xs(Kn.push(a))}else $t(a)}catch(o){t=o}}),s.__H=void 0,t&&H.__e(t,s.__v))};var Ys=typeof requestAnimationFrame=="function";function fr(e){var t,n=function(){clearTimeout(s),Ys&&cancelAnimationFrame(t),setTimeout(e)},s=setTimeout(n,35);Ys&&(t=requestAnimationFrame(n))}function Xs(e){e!=1&&Hs==H.requestAnimationFrame||((Hs=H.requestAnimationFrame)||fr)(pr)}function $t(e){var t=B,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),B=t}function Jn(e){var t=B;e.__c=e.__(),B=t}function zn(e,t){return!e||e.length!=t.length||t.some(function(n,s){return!Bn(n,e[s])})}function Qs(e,t){return typeof t=="function"?t(e):t}var mr=Symbol.for("preact-signals");function Xt(){if(he>1)he--;else{var e,t=!1;for((function(){var a=Vt;for(Vt=void 0;a!==void 0;){var o=a.S;if(o.v===a.v)for(var r=o.t;r!==void 0;r=r.x)r.i===a.i&&(r.i=o.i);a=a.o}})();gt!==void 0;){var n=gt;for(gt=void 0,Gt++;n!==void 0;){var s=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&to(n))try{n.c()}catch(a){t||(e=a,t=!0)}n=s}}if(Gt=0,he--,t)throw e}}function Pe(e){if(he>0)return e();Gn=++hr,he++;try{return e()}finally{Xt()}}var vt,U=void 0;function bt(e){var t=U,n=vt;U=void 0,vt=void 0;try{return e()}finally{U=t,vt=n}}var gt=void 0,he=0,Gt=0,hr=0,Gn=0,Vt=void 0,Yt=0;function eo(e){if(U!==void 0){var t=e.n;if(t===void 0||t.t!==U)return t={i:0,S:e,p:U.s,n:void 0,t:U,e:void 0,x:void 0,r:t},U.s!==void 0&&(U.s.n=t),U.s=t,e.n=t,32&U.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=U.s,t.n=void 0,U.s.n=t,U.s=t),t}}function K(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}K.prototype.brand=mr;K.prototype.h=function(){return!0};K.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n!==void 0?n.e=e:bt(function(){var s;(s=t.W)==null||s.call(t)}))};K.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,s=e.x;n!==void 0&&(n.x=s,e.e=void 0),s!==void 0&&(s.e=n,e.x=void 0),e===this.t&&(this.t=s,s===void 0&&bt(function(){var a;(a=t.Z)==null||a.call(t)}))}};K.prototype.subscribe=function(e){var t=this;return de(function(){var n=t.value;bt(function(){return e(n)})},{name:"sub"})};K.prototype.valueOf=function(){return this.value};K.prototype.toString=function(){return this.value+""};K.prototype.toJSON=function(){return this.value};K.prototype.peek=function(){var e=this;return bt(function(){return e.value})};Object.defineProperty(K.prototype,"value",{get:function(){var e=eo(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(Gt>100)throw new Error("Cycle detected");(function(n){he!==0&&Gt===0&&n.l!==Gn&&(n.l=Gn,Vt={S:n,v:n.v,i:n.i,o:Vt})})(this),this.v=e,this.i++,Yt++,he++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{Xt()}}}});function M(e,t){return new K(e,t)}function to(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function no(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function so(e){for(var t=e.s,n=void 0;t!==void 0;){var s=t.p;t.i===-1?(t.S.U(t),s!==void 0&&(s.n=t.n),t.n!==void 0&&(t.n.p=s)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=s}e.s=n}function De(e,t){K.call(this,void 0,t),this.x=e,this.s=void 0,this.g=Yt-1,this.f=4}De.prototype=new K;De.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Yt))return!0;if(this.g=Yt,this.f|=1,this.i>0&&!to(this))return this.f&=-2,!0;var e=U;try{no(this),U=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return U=e,so(this),this.f&=-2,!0};De.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}K.prototype.S.call(this,e)};De.prototype.U=function(e){if(this.t!==void 0&&(K.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}};De.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}};Object.defineProperty(De.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var e=eo(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function Ie(e,t){return new De(e,t)}function oo(e){var t=e.j;if(e.j=void 0,typeof t=="function"){he++;var n=U;U=void 0;try{t()}catch(s){throw e.f&=-2,e.f|=8,Vn(e),s}finally{U=n,Xt()}}}function Vn(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,oo(e)}function $r(e){if(U!==this)throw new Error("Out-of-order effect");so(this),U=e,this.f&=-2;try{8&this.f&&Vn(this)}finally{Xt()}}function Ve(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,vt&&vt.push(this)}Ve.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t=="function"&&(this.j=t)}finally{e()}};Ve.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,oo(this),no(this),he++;var e=U;return U=this,$r.bind(this,e)};Ve.prototype.N=function(){2&this.f||(this.f|=2,this.u=gt,gt=this)};Ve.prototype.d=function(){this.f|=8,1&this.f||Vn(this)};Ve.prototype.dispose=function(){this.d()};function de(e,t){var n=new Ve(e,t);try{n.c()}catch(a){throw n.d(),a}var s=n.d.bind(n);return s[Symbol.dispose]=s,s}var ao,Qt,Zt,vr=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var ro=[];de(function(){ao=this.N})();function Ye(e,t){L[e]=t.bind(null,L[e]||function(){})}function _t(e){if(Zt){var t=Zt;Zt=void 0,t()}Zt=e&&e.S()}function io(e){var t=this,n=e.data,s=$e(n);s.name="ReactiveDom",s.value=n;var a=E(function(){for(var l=t,c=t.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=Ie(function(){var p=s.value.value;return p===0?0:p===!0?"":p||""}),d=Ie(function(){return!Array.isArray(u.value)&&!Ln(u.value)}),f=de(function(){if(this.N=lo,d.value){var p=u.value;l.__v&&l.__v.__e&&l.__v.__e.nodeType===3&&(l.__v.__e.data=p)}}),m=t.__$u.d;return t.__$u.d=function(){f(),m.call(this)},[d,u]},[]),o=a[0],r=a[1];return o.value?r.peek():r.value}io.displayName="ReactiveTextNode";Object.defineProperties(K.prototype,{constructor:{configurable:!0,value:Kt(Le,null).constructor},type:{configurable:!0,value:io},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}});Ye("__b",function(e,t){if(_t(),Qt=void 0,typeof t.type=="string"){var n,s=t.props;for(var a in s)if(a!=="children"){var o=s[a];o instanceof K&&(n||(t.__np=n={}),n[a]=o,s[a]=o.peek())}}e(t)});Ye("__r",function(e,t){if(e(t),t.type!==Le){_t();var n,s=t.__c;s&&(s.__$f&=-2,(n=s.__$u)===void 0&&(s.__$u=n=(function(a,o){var r;return de(function(){r=this},{name:o}),r.c=a,r})((function(a){return function(){var o;vr&&((o=this.y)==null||o.call(this)),a.__$f|=1,a.setState({})}})(s),typeof t.type=="function"?t.type.displayName||t.type.name:""))),Qt=s,_t(n)}});Ye("__e",function(e,t,n,s){_t(),Qt=void 0,e(t,n,s)});Ye("diffed",function(e,t){_t(),Qt=void 0;var n;if(typeof t.type=="string"&&(n=t.__e)){var s=t.__np,a=t.props,o=n.U;if(o)for(var r in o){var l=o[r];l===void 0||s&&r in s||(l.d(),o[r]=void 0)}if(s){o||(o={},n.U=o);for(var c in s){var u=o[c],d=s[c];u===void 0?(u=gr(n,c,d,a),o[c]=u):u.o(d,a)}}}e(t)});function gr(e,t,n,s){var a=t in e&&e.ownerSVGElement===void 0,o=M(n);return{o:function(r,l){o.value=r,s=l},d:de(function(){this.N=lo;var r=o.value.value;s[t]!==r&&(s[t]=r,a?e[t]=r:r!=null&&(r!==!1||t[4]==="-")?e.setAttribute(t,r):e.removeAttribute(t))})}}Ye("unmount",function(e,t){if(typeof t.type=="string"){var n=t.__e;if(n){var s=n.U;if(s){n.U=void 0;for(var a in s){var o=s[a];o&&o.d()}}}var r=t.__np;if(r){var l=t.props;for(var c in r)l[c]=r[c]}t.__np=void 0}else{var u=t.__c;if(u){u.__$f|=8;var d=u.__$u;d&&(u.__$u=void 0,d.d())}}e(t)});Ye("__h",function(e,t,n,s){s<3&&(t.__$f|=2),e(t,n,s)});ze.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,s=n&&n.s!==void 0;for(var a in t)return!0;if(this.__f||typeof this.u=="boolean"&&this.u===!0){var o=2&this.__$f;if(!(s||o||4&this.__$f)||1&this.__$f)return!0}else if(!(s||4&this.__$f)||3&this.__$f)return!0;for(var r in e)if(r!=="__source"&&e[r]!==this.props[r])return!0;for(var l in this.props)if(!(l in e))return!0;return!1};function $e(e,t){return E(function(){return M(e,t)},[])}var br=function(e){queueMicrotask(function(){queueMicrotask(e)})};function _r(){Pe(function(){for(var e;e=ro.shift();)ao.call(e)})}function lo(){ro.push(this)===1&&(L.requestAnimationFrame||br)(_r)}var uo=function(e,t,n,s){var a;t[0]=0;for(var o=1;o<t.length;o++){var r=t[o++],l=t[o]?(t[0]|=r?1:2,n[t[o++]]):t[++o];r===3?s[0]=l:r===4?s[1]=Object.assign(s[1]||{},l):r===5?(s[1]=s[1]||{})[t[++o]]=l:r===6?s[1][t[++o]]+=l+"":r?(a=e.apply(l,uo(e,l,n,["",null])),s.push(a),l[0]?t[0]|=2:(t[o-2]=0,t[o]=a)):s.push(l)}return s},co=new Map;function po(e){var t=co.get(this);return t||(t=new Map,co.set(this,t)),(t=uo(this,t.get(e)||(t.set(e,t=(function(n){for(var s,a,o=1,r="",l="",c=[0],u=function(m){o===1&&(m||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,m,r):o===3&&(m||r)?(c.push(3,m,r),o=2):o===2&&r==="..."&&m?c.push(4,m,0):o===2&&r&&!m?c.push(5,0,!0,r):o>=5&&((r||!m&&o===5)&&(c.push(o,0,r,a),o=6),m&&(c.push(o,m,0,a),o=6)),r=""},d=0;d<n.length;d++){d&&(o===1&&u(),u(d));for(var f=0;f<n[d].length;f++)s=n[d][f],o===1?s==="<"?(u(),c=[c],o=3):r+=s:o===4?r==="--"&&s===">"?(o=1,r=""):r=s+r[0]:l?s===l?l="":r+=s:s==='"'||s==="'"?l=s:s===">"?(u(),o=1):o&&(s==="="?(o=5,a=r,r=""):s==="/"&&(o<5||n[d][f+1]===">")?(u(),o===3&&(c=c[0]),o=c,(c=c[0]).push(2,0,o),o=0):s===" "||s==="	"||s===`
`||s==="\r"?(u(),o=2):r+=s),o===3&&r==="!--"&&(o=4,c=c[0])}return u(),c})(e)),t),arguments,[])).length>1?t:t[0]}var i=po.bind(Kt);var{base:yr,world:wr}=Os(location.pathname),re=yr,kr=`${re}/__admin`,fo=[250,500,1e3,2e3,4e3],ve=M(""),Ze=M(!1),Xn=()=>new URLSearchParams(location.search).get("world")||wr||"default",y=M(Xn()),Ue=M("connecting"),Xe=class extends Error{constructor(t,{code:n,message:s,details:a}){super(s),Object.assign(this,{status:t,code:n,details:a})}};function mo(e){let t={"X-Mockserver-World":y.value,...e};return ve.value&&(t.Authorization=`Bearer ${ve.value}`),t}function ho(e,t={}){let n=Object.entries(t).filter(([,s])=>s!=null&&s!=="");return`${kr}${e}${n.length?`?${new URLSearchParams(n)}`:""}`}async function Yn(e,t,{query:n,body:s,type:a,signal:o}={}){let r={method:e,headers:mo(a?{"Content-Type":a}:{}),signal:o};s!==void 0&&(r.body=s);let l;try{l=await fetch(ho(t,n),r)}catch(u){throw u.name==="AbortError"?u:new Xe(0,{code:"unreachable",message:"The server cannot be reached."})}if(l.ok)return l;l.status===401&&(Ze.value=!0);let c=await l.text();throw new Xe(l.status,xr(c)??{code:"error",message:c||l.statusText})}function xr(e){try{return JSON.parse(e).error}catch{return null}}async function je(e,t,n){return(await Yn(e,t,n)).json()}var yt="application/json",h={get:(e,t,n)=>je("GET",e,{query:t,signal:n}),text:async(e,t)=>(await Yn("GET",e,{query:t})).text(),blob:async(e,t)=>(await Yn("GET",e,{query:t})).blob(),post:(e,t={})=>je("POST",e,{body:JSON.stringify(t),type:yt}),put:(e,t)=>je("PUT",e,{body:JSON.stringify(t),type:yt}),putText:(e,t)=>je("PUT",e,{body:t,type:yt}),patch:(e,t)=>je("PATCH",e,{body:JSON.stringify(t),type:yt}),delete:e=>je("DELETE",e),yaml:(e,t)=>je("POST",e,{body:t,type:"application/yaml"})};async function $o(e,t,{body:n,headers:s}={}){let a={...s,"X-Mockserver-World":y.value};n!==void 0&&(a["Content-Type"]=yt);let o=await fetch(`${re}${t}`,{method:e,headers:a,body:n});return{status:o.status,ok:o.ok,headers:o.headers,text:await o.text()}}async function vo(e,{onEvent:t,onOpen:n,abort:s}){let a="";for(let o=0;!s.aborted;o+=1){try{let r=a?{"Last-Event-ID":a}:{},l=await fetch(ho("/events",{world:e}),{headers:mo(r),signal:s});if(l.status===401){Ze.value=!0,Ue.value="lost";return}l.ok&&(o=0,Ue.value="live",n(!!a),await Ms(l.body,c=>{a=c.id??a,c.data&&t(c.kind,JSON.parse(c.data))}))}catch{if(s.aborted)return}Ue.value="lost",await Sr(fo[Math.min(o,fo.length-1)],s)}}function Sr(e,t){return new Promise(n=>{let s=setTimeout(n,e);t.addEventListener("abort",()=>(clearTimeout(s),n()),{once:!0})})}var Tr=["Sun","Mon","Tue","Wed","Thu","Fri","Sat"],wt=e=>String(e).padStart(2,"0"),x=e=>e==null?null:Date.parse(e.replace(/(\.\d{3})\d+/,"$1")),Qe=e=>new Date(e).toISOString().replace(".000Z","Z");function ge(e){let t=new Date(e);return`${wt(t.getUTCHours())}:${wt(t.getUTCMinutes())}:${wt(t.getUTCSeconds())}`}function J(e){let t=(e%1e3+1e3)%1e3;return ge(e)+(t?`.${String(t).padStart(3,"0").replace(/0+$/,"")}`:"")}var ie=e=>`${Tr[new Date(e).getUTCDay()]} ${ge(e)}`,et=e=>new Date(e).toISOString().slice(0,10),N=e=>`${et(e)} ${J(e)} UTC`;function kt(e,t){if(!t)return"";try{let n={weekday:"short",hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"};return`${new Intl.DateTimeFormat("en-GB",{...n,timeZone:t}).format(e).replace(",","")} ${t}`}catch{return""}}function z(e){let t=e<0?"-":"",n=Math.abs(e);if(n<1e3)return`${t}${n?Number((n/1e3).toFixed(3)):0}s`;if(n<1e4)return`${t}${Number((n/1e3).toFixed(1))}s`;n=Math.round(n/1e3);let s=[["d",86400],["h",3600],["m",60],["s",1]],a=[];for(let[o,r]of s){let l=Math.floor(n/r);l&&a.push(`${l}${o}`),n-=l*r}return t+a.slice(0,2).join(" ")}function go(e){let t=Math.round(e/1e3);if(e%1e3||t<60)return z(e);let[n,s]=[Math.floor(t/3600),Math.floor(t/60)%60];return`${n?`${n}:${wt(s)}`:s}:${wt(t%60)}`}var se=e=>e==null?"":`${e<10?e.toFixed(1):Math.round(e)} ms`,I=(e,t)=>`${e.toLocaleString("en")} ${t}${e===1?"":"s"}`,en=e=>e.length>18?`${e.slice(0,8)}…${e.slice(-4)}`:e;function ee(e){try{return JSON.stringify(JSON.parse(e),null,2)}catch{return e??""}}function le(e,t,{headers:n={},body:s}={}){let a=r=>`'${r.replaceAll("'","'\\''")}'`,o=["curl","-s",...e==="GET"&&s===void 0?[]:["-X",e],a(t)];for(let[r,l]of Object.entries(n))o.push("-H",a(`${r}: ${l}`));return s!==void 0&&o.push("-d",a(s)),o.join(" ")}function Z(e,t){let n=!1,s=!1;async function a(){for(s=!0;n;){n=!1;try{await e()}catch{}await new Promise(o=>setTimeout(o,t))}s=!1}return()=>{n=!0,s||a()}}var bo=150,Cr=250,Er=100,Qn=100,es=500,_o=2e4,Or=300,be=M([]),st=M(0),tn=M(!0),Q=M(null),R=M([]),We=M({requests:0,webhooks:0}),Se=M(""),ts=M([]),xe=new Map,tt=new Set,Zn=new Set,nt=0,yo=0;function G(e){return Zn.add(e),()=>Zn.delete(e)}function ns(e,t){for(let n of Zn)n(e,t)}function xt(){let{mode:e,rate:t,now:n,read:s}=Q.peek()??{now:0};return e==="real"?n+(performance.now()-s)*t:n}function ss(e){Q.value={...Q.peek(),...e,now:x(e.now),read:performance.now()}}var Fe=Z(async()=>ss(await h.get("/clock")),Cr),wo=Z(async()=>{let[e,t,n]=await Promise.all([h.get("/findings"),h.get("/requests/unmatched",{limit:Qn,order:"newest"}),h.get("/webhooks",{outcome:"failed",limit:es,wait:0})]);We.value={requests:e.findings.length+t.requests.length,webhooks:n.webhooks.length}},1e3),St=Z(async()=>{let e=(await h.get("/worlds")).worlds.map(t=>t.name);ts.value=[...new Set([...e,y.peek()])].sort()},1e3);async function ko(){let e=++nt;try{let[t,n]=await Promise.all([h.get("/clock"),h.get("/providers")]);if(e!==nt)return;ss(t),R.value=n.providers;let s=new Map(xe),a,o=Er;xe.clear();do{let r=await h.get("/calls",{view:"summary",limit:o,cursor:a});if(o=es,e!==nt)return;for(let l of r.calls)xe.set(l.id,l);a=r.next,(!s.size||!a)&&xo(r.count)}while(a&&xe.size<_o);Se.value="",tn.value=!1,wo(),St(),ns("reload")}catch(t){e===nt&&(Se.value=t.message)}}function xo(e){Pe(()=>{be.value=[...xe.values()].sort((t,n)=>n.number-t.number).slice(0,_o),st.value=Math.max(e??0,xe.size)})}async function So(){let e=[...tt].slice(0,Or),t=nt;for(let n of e)tt.delete(n);try{let n=(await h.get("/calls",{view:"summary",id:e.join(","),limit:es,examples:!0})).calls;if(t!==nt)return;for(let s of n)xe.set(s.id,s);xo(st.peek()),ns("calls",new Set(e))}catch{for(let n of e)tt.add(n)}yo=tt.size?setTimeout(So,bo):0}function Ar(e){tt.add(e),yo||=setTimeout(So,bo)}function Mr(e,t){(e==="call"||e==="delivery"&&t.call)&&Ar(t.call),(e==="call"||e==="delivery")&&Fe(),(e==="request"||e==="delivery")&&wo(),e==="clock"&&(ss(t),Fe()),(e==="gap"||e==="world")&&ko(),ns(e,t)}function To(){de(()=>{let e=y.value;ve.value;let t=new AbortController;return Pe(()=>{xe.clear(),tt.clear(),be.value=[],st.value=0,tn.value=!0,Ue.value="connecting"}),vo(e,{abort:t.signal,onOpen:()=>ko(),onEvent:Mr}),()=>t.abort()})}var Tt=M(location.hash),w=Ie(()=>As(Tt.value));function A(e,{query:t,replace:n=!1}={}){let s=v(e,t);s!==location.hash&&(history[n?"replaceState":"pushState"](null,"",s),Tt.value=s)}function te(e){A(w.value.path,{query:{...w.value.query,...e},replace:!0})}function Ct(e){let t=new URLSearchParams(location.search);t.set("world",e),history.pushState(null,"",`?${t}`),Tt.value="",y.value=e}addEventListener("popstate",()=>{Tt.value=location.hash,y.value=Xn()});addEventListener("hashchange",()=>Tt.value=location.hash);var Nr=6e3,Et=M([]),qr=0;function Y(e,{error:t=!1}={}){let n=++qr;Et.value=[...Et.value.slice(-3),{id:n,text:e,error:t}],t||setTimeout(()=>Co(n),Nr)}var Co=e=>Et.value=Et.value.filter(t=>t.id!==e);async function oe(e){try{return await e()}catch(t){t.name!=="AbortError"&&Y(t.message,{error:!0});return}}function Eo(){return i`<div class="notices" role="status" aria-live="polite">
        ${Et.value.map(({id:e,text:t,error:n})=>i`<p key=${e} class=${n?"notice is-error":"notice"}>
                <span>${t}</span><button class="plain" aria-label="close" onClick=${()=>Co(e)}>×</button>
            </p>`)}
    </div>`}function P({onAction:e,children:t,...n}){let[s,a]=g(!1),o=async r=>{a(!0),await oe(()=>e(r)),a(!1)};return i`<button type="button" ...${n} disabled=${s||n.disabled} onClick=${o}>${t}</button>`}function F({text:e,label:t="copy"}){let[n,s]=g(!1);return i`<button type="button" class="small" onClick=${()=>oe(async()=>{await Rr(typeof e=="function"?await e():e),s(!0),setTimeout(()=>s(!1),1500)})}>${n?"copied":t}</button>`}async function Rr(e){if(navigator.clipboard)return navigator.clipboard.writeText(e);let t=Object.assign(document.createElement("textarea"),{value:e,className:"offscreen"});document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}function nn({phase:e,failed:t,children:n}){return i`<span class=${`chip phase-${t?"failed":e}`}>${n}</span>`}function W({title:e,children:t,command:n}){return i`<div class="empty">
        <h2>${e}</h2>
        ${t}
        ${n&&i`<div class="command"><pre>${n}</pre><${F} text=${n} /></div>`}
    </div>`}function pe({tabs:e,current:t,to:n,label:s}){return i`<nav class="tabs" aria-label=${s}>
        ${e.map(([a,o,r])=>i`<a href=${n(a)} aria-current=${a===t?"page":void 0}>
                ${o}${r?i` <small>${r}</small>`:""}</a
            >`)}
    </nav>`}function ce({title:e,onClose:t,onSubmit:n,submit:s="OK",children:a}){let o=T(null),[r,l]=g("");return j(()=>{let u=document.activeElement;return o.current.showModal(),()=>u?.focus?.()},[]),i`<dialog ref=${o} aria-label=${e} onClose=${t}>
        <form onSubmit=${async u=>{u.preventDefault(),l("");try{await n(Object.fromEntries(new FormData(u.target))),t()}catch(d){l(d.message)}}}>
            <h2>${e}</h2>
            ${a} ${r&&i`<p class="is-error" role="alert">${r}</p>`}
            <p class="buttons">
                <button type="button" onClick=${t}>cancel</button><button class="primary">${s}</button>
            </p>
        </form>
    </dialog>`}function sn(e,t){S(()=>{let n=setInterval(e,t);return()=>clearInterval(n)},[])}function D(e,t){let[n,s]=g([void 0,""]),a=T(0),o=async()=>{let r=++a.current;try{let l=await e();r===a.current&&s([l,""])}catch(l){r===a.current&&s(([c])=>[c,l.message])}};return S(()=>(o(),()=>a.current+=1),t),[n[0],n[1],o]}var Ot=M(!1);async function ot(e){if(Ot.value)return;Ot.value=!0;let t=await oe(()=>h.post("/clock/advance",e));Ot.value=!1,Fe(),t&&(t.slow.length?Y(`${I(t.slow.length,"webhook")} still unanswered: see Webhooks.`,{error:!0}):!t.event_count&&e.until&&Y("Nothing is planned: no event to advance to."))}var on=()=>ot({until:"next"}),Oo=()=>ot({until:"settled"});async function Ao(e){await oe(()=>h.patch("/clock",e)),Fe()}var rn=M(!1),an=[],Mo={c:"calls",r:"requests",w:"webhooks",f:"faults",s:"scenarios",e:"settings",p:"place"},Lr=[["/","filter the list"],["j, k","next and previous row"],["Enter","open the row"],["Escape","close what is open"],["n","advance the clock to the next event"],["g, then c r w f s e","go to calls, requests, webhooks, faults, scenarios, settings"],["g, then p","place a call"],["+, -, 0","zoom the timeline; show all of it"],["?","these keys"]],os=!1;function ae(e){let t=T(e);t.current=e,S(()=>{let n=s=>t.current(s);return an.unshift(n),()=>an.splice(an.indexOf(n),1)},[])}function No(){addEventListener("keydown",e=>{let t=e.target.closest("input, textarea, select, [contenteditable]");if(!(e.ctrlKey||e.metaKey||e.altKey||document.querySelector("dialog[open]"))){if(t){e.key==="Escape"&&e.target.blur();return}e.key==="Enter"&&e.target.closest("button, a, summary")||Pr(e.key)&&e.preventDefault()}})}function Pr(e){return os?(os=!1,Mo[e]&&A([Mo[e]]),!0):e==="g"?os=!0:e==="?"?rn.value=!0:e==="n"?(on(),!0):e==="/"?Dr():an.some(t=>t(e))}function Dr(){let e=document.querySelector("input[type=search]");return e?.focus(),e?.select(),!!e}function qo(){return rn.value?i`<${ce} title="Keys" onClose=${()=>rn.value=!1} onSubmit=${async()=>{}} submit="close">
        <dl class="keys">${Lr.map(([t,n])=>i`<dt><kbd>${t}</kbd></dt><dd>${n}</dd>`)}</dl>
    <//>`:null}var Ro=()=>rn.value=!0;function at({rows:e,keyOf:t,height:n,selected:s,label:a,row:o,empty:r}){let l=T(null),c=T({rows:[],room:0}),[u,d]=g({top:0,height:600}),f=()=>{let{scrollTop:b,clientHeight:q}=l.current;b+q<c.current.room&&m(b+q),d({top:b,height:q})},m=b=>{c.current.room=b,l.current.querySelector(".spacer").style.minHeight=`${b}px`};j(()=>{let b=new ResizeObserver(f);return b.observe(l.current),()=>b.disconnect()},[]),j(()=>{let b=c.current.height??n;b!==n&&(l.current.scrollTop*=n/b),c.current.height=n},[n]),j(()=>{let b=Ur(c.current.rows,e,{keyOf:t,height:n,selected:s,frame:l.current});if(b){let q=Math.max(0,l.current.scrollTop+b*n);m(q+l.current.clientHeight),l.current.scrollTop=q,f()}c.current.rows=e},[e]);let p=s==null?-1:e.findIndex(b=>t(b)===s);j(()=>{p>=0&&Fr(l.current,p,n)},[s,p>=0]);let $=Math.max(0,Math.floor(u.top/n)-6),O=e.slice($,$+Math.ceil(u.height/n)+12),k=Math.floor(u.top/n),C=e.length?"list":"group";return i`<div class="long-list">
        <div class="rows" role=${C} aria-label=${a} tabindex="-1" ref=${l} onScroll=${f}>
            ${e.length?"":r}
            <${Ir} height=${e.length*n}>
                ${O.map((b,q)=>i`<${jr} key=${t(b)} top=${($+q)*n} height=${n}>
                        ${o(b)}
                    <//>`)}
            <//>
        </div>
        ${k>0&&i`<button class="to-top small" onClick=${()=>l.current.scrollTop=0}>↑ ${k} above</button>`}
    </div>`}function Ir({height:e,children:t}){let n=T(null);return j(()=>{n.current.style.height=`${e}px`},[e]),i`<div class="spacer" ref=${n}>${t}</div>`}function jr({top:e,height:t,children:n}){let s=T(null);return j(()=>{Object.assign(s.current.style,{transform:`translateY(${e}px)`,height:`${t}px`})},[e,t]),i`<div class="placed" role="listitem" ref=${s}>${n}</div>`}function Ur(e,t,{keyOf:n,height:s,selected:a,frame:o}){if(!e.length||e===t)return 0;let r=Math.floor(o.scrollTop/s),l=a==null?-1:e.findIndex(f=>n(f)===a),c=l>=r&&l*s<o.scrollTop+o.clientHeight;if(!c&&r===0)return 0;let u=e[c?l:Math.min(r,e.length-1)],d=t.findIndex(f=>n(f)===n(u));return d<0?0:d-(c?l:r)}function Fr(e,t,n){let s=t*n;s<e.scrollTop?e.scrollTop=s:s+n>e.scrollTop+e.clientHeight&&(e.scrollTop=s+n-e.clientHeight)}var rt=M("dashboard");async function ln(e,{method:t,path:n,body:s},a={}){let{header:o,prefix:r}=e.authentication,l=await $o(t,n,{body:s,headers:{[o]:r+rt.value,...a}});if(!l.ok)throw Object.assign(new Error(`${e.title} answers ${l.status}: ${as(l.text)}`),{answer:l});return l}function as(e){try{let{error:t,message:n,detail:s}=JSON.parse(e);return n??t?.message??s??(typeof t=="string"?t:e)}catch{return e}}function cn(){return i`<label>API key <input value=${rt.value} autocomplete="off" onInput=${e=>rt.value=e.target.value} /></label>`}var Wr=["dialling","ringing"],Hr=["placed","held","waiting","dialling","ringing","talking","paused"],Br=["human","voicemail","IVR","unknown","ios-screening-filter"],Kr=["user","agent","system"];function Lo({call:e}){let[t,n]=g(null),s=R.value.find(u=>u.name===e.provider),a=(u,d)=>h.post(`/calls/${encodeURIComponent(e.id)}/${u}`,d),o=()=>n(null),r=u=>()=>n(u),l=s?.calls.cancel,c={say:i`<${Jr} drive=${a} onClose=${o} />`,fail:i`<${zr} drive=${a} reasons=${s?.dial_errors??[]} onClose=${o} />`,hangup:i`<${Vr} drive=${a} onClose=${o} />`,transfer:i`<${Xr} drive=${a} onClose=${o} />`,answer:i`<${Gr} drive=${a} onClose=${o} />`,cancel:i`<${Zr} call=${e} provider=${s} onClose=${o} />`};return i`<div class="controls" role="group" aria-label="drive this call">
        ${Wr.includes(e.phase)&&i`<${P} onAction=${()=>a("answer",{by:"human"})}>answer<//><button onClick=${r("answer")}>answered by…</button><button onClick=${r("fail")}>fail with…</button>`}
        ${e.phase==="talking"&&i`<button onClick=${r("say")}>say…</button><button onClick=${r("hangup")}>hang up…</button><button onClick=${r("transfer")}>transfer…</button>`}
        ${l&&Hr.includes(e.phase)&&i`<button onClick=${r("cancel")} title=${`${l.method} ${l.path}`}>cancel as client</button>`}
        ${t&&c[t]}
    </div>`}var rs=e=>e.map(t=>i`<option key=${t} value=${t}>${t.replaceAll("_"," ")}</option>`),Jr=({drive:e,onClose:t})=>i`<${ce} title="Say something" submit="say" onClose=${t} onSubmit=${n=>e("say",n)}>
    <p class="dim">The planned rest of the conversation is replaced: the call goes on until it is hung up.</p>
    <label>who <select name="who">${rs(["user","agent"])}</select></label>
    <label>text <textarea name="text" rows="3" required autofocus></textarea></label>
<//>`,zr=({drive:e,reasons:t,onClose:n})=>i`<${ce} title="Let the dial fail" submit="fail" onClose=${n} onSubmit=${s=>e("fail",s)}>
    <p class="dim">A provider that retries will dial again.</p>
    <label>reason <select name="reason" autofocus>${rs(t)}</select></label>
<//>`,Gr=({drive:e,onClose:t})=>i`<${ce} title="Answer the call" submit="answer" onClose=${t} onSubmit=${n=>e("answer",n)}>
    <label>answered by <select name="by" autofocus>${Br.map(n=>i`<option key=${n}>${n}</option>`)}</select></label>
<//>`;function Vr({drive:e,onClose:t}){return i`<${ce} title="Hang up" submit="hang up" onClose=${t} onSubmit=${({by:s,summary:a,outputs:o})=>e("hangup",{by:s,...a&&{summary:a},...o.trim()&&{outputs:Yr(o)}})}>
        <label>by <select name="by" autofocus>${rs(Kr)}</select></label>
        <label>summary <input name="summary" placeholder="optional" /></label>
        <label>outputs, as JSON <textarea name="outputs" rows="2" placeholder='optional: {"interested": true}'></textarea></label>
    <//>`}function Yr(e){try{return JSON.parse(e)}catch(t){throw new Error(`The outputs are not JSON: ${t.message}`)}}var Xr=({drive:e,onClose:t})=>i`<${ce} title="Transfer the call" submit="transfer" onClose=${t} onSubmit=${n=>e("transfer",n)}>
    <label>to (E.164) <input name="to" required placeholder="+12125550199" autofocus /></label>
<//>`;function Zr({call:e,provider:t,onClose:n}){let{method:s,path:a}=t.calls.cancel,o=a.replace("{id}",encodeURIComponent(e.id));return i`<${ce} title="Cancel as the client would" submit="send" onClose=${n} onSubmit=${()=>ln(t,{method:s,path:o})}>
        <p>This sends the client's own request:</p>
        <pre>${s} ${o}</pre>
        <${cn} />
    <//>`}var Qr=["said","tool_used","answered","detected","transferred","ended","cancelled"];function At(e){let t=T(null),n=w.value.path[3];return j(()=>{n&&t.current?.querySelector(".is-named")?.scrollIntoView({block:"nearest"})},[n,e]),[t,n]}function is({call:e,events:t,look:n,now:s}){let[a,o]=At(e.id),r=t.filter(l=>Qr.includes(l.event));return r.some(l=>l.event==="said")?i`<div class="two-columns">
        <ol class="sayings padded" ref=${a}>${r.map(l=>i`<${ti} key=${l.number} row=${l} named=${String(l.number)===o} future=${ei(l,n,s)} zone=${e.time_zone} />`)}</ol>
        <div class="padded stack"><${Po} call=${e} /></div>
    </div>`:i`<div class="padded stack">
            <p class="dim">${r.length?"Nobody speaks in this call, as far as it is planned.":"Nobody has answered, and no answer is planned yet."}</p>
            <${Po} call=${e} />
        </div>`}var ei=(e,t,n)=>e.planned||e.ms>(t??n);function ti({row:e,named:t,future:n,zone:s}){let a=e.event==="said",o=a?e.who:e.event==="tool_used"?"tool":"";return i`<li class=${`saying is-${o||"event"}${n?" is-planned":""}${t?" is-named":""}`}>
        <time title=${[N(e.ms),kt(e.ms,s)].filter(Boolean).join(`
`)}>${J(e.ms).slice(0,8)}</time>
        <b>${o}</b>
        ${e.event==="tool_used"?i`<span class="mono">${e.name} ${JSON.stringify(e.arguments)} → ${e.output}</span>`:i`<span>${a?e.text:e.words}</span>`}
    </li>`}function Po({call:e}){let t=e.timeline.findLast(n=>n.event==="ended");return!t||!t.outputs&&!t.summary?i`<p class="dim">No outputs and no summary${t?" are in the scenario":" yet"}.</p>`:i`<div class=${t.planned?"stack is-planned":"stack"}>
        <h3>${t.planned?"Planned results":"Results"}</h3>
        ${t.summary&&i`<p>${t.summary}</p>`}
        ${t.outputs&&i`<dl class="facts-list">${Object.entries(t.outputs).map(([n,s])=>i`<dt>${n}</dt><dd class="mono">${typeof s=="string"?s:JSON.stringify(s)}</dd>`)}</dl>`}
    </div>`}function Do({call:e,events:t,now:n}){let[s,a]=At(e.id),o=t[0]?.ms??n;return i`<div class="scroll" tabindex="0" role="region" aria-label="events" ref=${s}>
        <table class="events">
            <thead><tr><th>time</th><th>after</th><th>event</th><th>status then</th></tr></thead>
            <tbody>
                ${t.map(r=>i`<tr key=${r.number} class=${`${r.planned?"is-planned":""}${String(r.number)===a?" is-named":""}`}>
                        <td class="mono" title=${[N(r.ms),kt(r.ms,e.time_zone)].filter(Boolean).join(`
`)}>${ie(r.ms)}</td>
                        <td class="mono dim">${z(r.ms-o)}</td>
                        <td>${r.words}</td>
                        <td class="mono">${r.status}</td>
                    </tr>`)}
            </tbody>
        </table>
    </div>`}var ni=55,si=700,Io={placed:["queued","placed"],due:["queued","queued"],held:["waiting",""],waiting:["waiting","waits for a line"],paused:["waiting","paused"],resumed:["waiting","resumed"],dialled:["dialling","dials"],ringing:["ringing","rings"],answered:["talking",""],shown:["shown",""]},oi=["dialling","ringing","talking","transferred"],ai=["dials","conversation","webhooks"];function ls(e){return e.timeline.filter(n=>n.event!=="webhook").map((n,s)=>({...n,number:s+1,ms:x(n.at),words:n.description??n.event}))}function Fo(e,t,n){let s=ls(e);return[{name:"dials",items:ri(s,n)},{name:"conversation",items:ci(s)},{name:"tools",items:Uo(s,"tool_used","tool",o=>o.name)},{name:"results",items:Uo(s,"ready","result",o=>o.result)},{name:"requests",items:t.map(ui)},{name:"webhooks",items:e.webhooks.flatMap(di).sort((o,r)=>o.at-r.at)},{name:"faults",items:[...t.filter(o=>o.fault).map(pi),...e.webhooks.filter(o=>o.faults.length).map(fi)]}].filter(o=>o.items.length||ai.includes(o.name))}function Wo(e,t){return[t,...e.flatMap(n=>n.items.flatMap(s=>[s.at,s.until??s.at]))]}function ri(e,t){let n=[],s=null,a=!1,o=(r,l,c)=>{s&&r.ms>s.at&&n.push(...jo(t,{...s,until:r.ms})),s=l&&{kind:l,label:c,at:r.ms,title:r.words,planned:r.planned,target:["events",r.number]}};for(let r of e)if((r.event==="dialled"||r.event==="answered")&&(a=r.event==="answered"),!((r.event==="paused"||r.event==="resumed")&&oi.includes(s?.kind)))if(r.event in Io){let[l,c]=Io[r.event];o(r,l,c||ii(r))}else r.event==="detected"&&s?s.label=Ho(r.by):r.event==="transferred"&&s?o(r,"transferred",`talks to ${r.to}`):["ended","cancelled","closed"].includes(r.event)&&(o(r,r.event==="ended"?"wrapping":null,"results"),r.event!=="closed"&&n.push(li(r,a)));return s&&s.kind!=="wrapping"&&n.push(...jo(t,{...s,until:Math.max(t,e.at(-1).ms+1e3)})),n}var Ho=e=>e==="human"?"a person talks":e;function ii(e){return e.event==="answered"?Ho(e.by):e.event==="held"?e.why??e.words:e.event==="shown"?e.word:e.words}function li(e,t){let n=(e.reason??e.event).replaceAll("_"," ");return{kind:t&&e.event==="ended"?"end":"failed",label:n,at:e.ms,until:e.ms,title:e.words,planned:e.planned,target:["events",e.number]}}function jo(e,t){return t.until<=e?[{...t,planned:!1}]:t.at>=e?[{...t,planned:!0}]:[{...t,until:e,planned:!1},{...t,at:e,planned:!0,label:""}]}function ci(e){return e.filter(t=>t.event==="said").map(t=>{let n=e.find(a=>a.ms>t.ms)?.ms??1/0,s=t.ms+Math.min(Math.max(si,t.text.length*ni),n-t.ms);return{kind:`who-${t.who}`,at:t.ms,until:s,label:t.text,title:`${t.who}: ${t.text}`,planned:t.planned,target:["conversation",t.number]}})}function Uo(e,t,n,s){return e.filter(o=>o.event===t).map(o=>({kind:n,at:o.ms,label:s(o),title:o.words,planned:o.planned,target:["events",o.number]}))}function ui(e){let t=e.status==null||e.status>=400,n=`${e.method} ${e.path} → ${e.status??"no answer"} ${e.operation??"matches no route"}`;return{kind:t?"request-failed":"request",at:x(e.at),label:"",title:n,planned:!1,target:["requests",e.id]}}function di(e){let t={chain:e.id,target:["webhooks",e.id]},n=e.attempts.map((a,o)=>({...t,kind:a.status>=200&&a.status<300?"webhook":"webhook-failed",at:x(a.at),label:o?"":e.event,title:`${e.event}, attempt ${o+1} → ${a.error||a.status}`,planned:!1}));if(!e.next_at)return n;let s=`${e.event}, attempt ${n.length+1} follows`;return[...n,{...t,kind:"webhook",at:x(e.next_at),label:n.length?"":e.event,title:s,planned:!0}]}function pi(e){let t=mi(e.fault),n=`planned fault ${t} on ${e.method} ${e.path}`;return{kind:"fault",at:x(e.at),label:t,title:n,planned:!1,target:["requests",e.id]}}function fi(e){let t=e.faults.join(", "),n=`planned fault of the webhook ${e.event}: ${t}`;return{kind:"fault",at:x(e.at),label:t,title:n,planned:!1,target:["webhooks",e.id]}}var mi=e=>e.split(/[\s:]+/).at(-1);function Ko({value:e,before:t}){let n=JSON.stringify(e,null,2)?.split(`
`)??[];if(t===void 0)return i`<pre class="json">${n.join(`
`)}</pre>`;let s=JSON.stringify(t,null,2)?.split(`
`)??[],a=hi(n.map(Bo),s.map(Bo));return i`<pre class="json">${n.map((o,r)=>a.has(r)?i`<ins>${o}${`
`}</ins>`:`${o}
`)}</pre>`}var Bo=e=>e.replace(/,$/,"");function hi(e,t){let n=0;for(;n<e.length&&n<t.length&&e[n]===t[n];)n+=1;let s=0,a=Math.min(e.length,t.length)-n;for(;s<a&&e[e.length-1-s]===t[t.length-1-s];)s+=1;let o=e.slice(n,e.length-s),r=t.slice(n,t.length-s),l=new Set(o.map((d,f)=>n+f));if(o.length*r.length>4e6)return l;let c=r.length+1,u=new Uint16Array((o.length+1)*c);for(let d=o.length-1;d>=0;d-=1)for(let f=r.length-1;f>=0;f-=1)u[d*c+f]=o[d]===r[f]?u[(d+1)*c+f+1]+1:Math.max(u[(d+1)*c+f],u[d*c+f+1]);for(let d=0,f=0;d<o.length&&f<r.length;)o[d]===r[f]?(l.delete(n+d),d+=1,f+=1):u[(d+1)*c+f]>=u[d*c+f+1]?d+=1:f+=1;return l}function Jo({call:e,events:t,look:n}){let[s,a]=g(null);S(()=>a(null),[e.id,n]);let o=t.filter(f=>!f.planned).length,r=n===null?null:t.filter(f=>f.ms<=n).length,l=s??r??o,[c,u]=D(()=>$i(e.id,l,o),[e.id,l,e]);if(u)return i`<p class="padded is-error">${u}</p>`;if(!c)return i`<p class="padded dim">loading…</p>`;let d=c.previous?`changed since ${ge(Date.parse(c.previous.at))} is marked`:"nothing came before";return i`<div class="padded stack">
        <div class="row-of">
            <code>${c.method} ${c.path} → ${c.status}</code>
            <span class="spread row-of">
                <button class="small" disabled=${l<=1} aria-label="one event earlier" onClick=${()=>a(l-1)}>←</button>
                <span class="mono dim">${l} of ${t.length} events</span>
                <button class="small" disabled=${l>=t.length} aria-label="one event later" onClick=${()=>a(l+1)}>→</button>
                ${l!==o&&i`<button class="small" onClick=${()=>a(o)}>now</button>`}
                <${F} text=${JSON.stringify(c.body,null,2)} />
            </span>
        </div>
        <p class="dim">${vi(c,l,o,t)} · ${d}</p>
        <${Ko} value=${c.body} before=${c.previous?.body} />
    </div>`}function $i(e,t,n){return h.get(`/calls/${encodeURIComponent(e)}/response`,t===n?{}:{events:t})}function vi(e,t,n,s){let a=s[t-1],o=a?`after "${a.words}"`:"";return t>n?`what it will answer at ${N(Date.parse(e.at))}, ${o}`:t<n?`what it answered at ${N(Date.parse(e.at))}, ${o}`:`now, ${o}`}function un({path:e,query:t,version:n}){let[s,a]=D(()=>h.text(e,t),[e,JSON.stringify(t),n]),o=T(null);return j(()=>{s&&yi(o.current,s)},[s]),a?i`<p class="dim">${a}</p>`:i`<div class="graph" ref=${o}></div>`}var gi=/<style>([\s\S]*?)<\/style>/g,bi="svg { display: block; max-width: 100%; height: auto; border-radius: 6px; margin: 0 auto; } svg .page { fill: none; }";function _i(e){let t=new CSSStyleSheet;return t.replaceSync(e),t}function yi(e,t){let n=e.shadowRoot??e.attachShadow({mode:"open"}),s=[],a=t.replace(gi,(o,r)=>(s.push(r),""));n.adoptedStyleSheets=[...s,bi].map(_i),n.replaceChildren(new DOMParser().parseFromString(a,"image/svg+xml").documentElement)}function zo({call:e}){let t=encodeURIComponent(e.scenario),[n,s]=D(()=>h.text(`/scenarios/${t}/source`),[e.scenario]);return i`<div class="two-columns">
        <div class="padded">
            <${un} path=${`/scenarios/${t}/diagram.svg`} query=${{provider:e.provider,call:e.id}} version=${e} />
        </div>
        <div class="padded stack">
            <div class="row-of"><h3>${e.scenario}</h3>
            <span class="spread row-of">${n&&i`<${F} text=${n} />`}<a class="button small" href=${v(["scenarios",e.scenario])}>open</a></span></div>
            ${s?i`<p class="dim">${s}</p>`:i`<pre class="json">${n}</pre>`}
        </div>
    </div>`}var Go=[.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600,7200,21600,43200,86400].map(e=>e*1e3);function wi(e){let t=[...new Set(e)].sort((a,o)=>a-o),n=t.slice(1).map((a,o)=>({start:t[o],end:a,folded:!1})),s=0;for(let a of[...n].sort((o,r)=>o.end-o.start-(r.end-r.start))){let o=a.end-a.start;o>3e4&&s&&o>s?a.folded=!0:s+=o}return ki(n)}function ki(e){let t=[];for(let n of e){let s=t.at(-1);s&&!s.folded&&!n.folded?s.end=n.end:t.push({...n})}return t}function dn(e,t,n=46){let s=wi(e),a=Math.min(...e),o=s.filter(d=>d.folded).length,r=s.filter(d=>!d.folded).reduce((d,f)=>d+f.end-f.start,0),l=Math.max(t-o*n,1)/Math.max(r,1),c=0;for(let d of s)d.x=c,d.width=d.folded?n:(d.end-d.start)*l,c+=d.width;let u=s.at(-1)?.end??a;return{start:a,end:u,width:c,scale:l,parts:s,x:d=>xi(s,d,a),at:d=>Si(s,d,a)}}function xi(e,t,n){if(!e.length||t<=n)return 0;let s=e.find(a=>t<=a.end)??e.at(-1);return s.x+Math.min(1,(t-s.start)/(s.end-s.start))*s.width}function Si(e,t,n){if(!e.length||t<=0)return n;let s=e.find(a=>t<=a.x+a.width)??e.at(-1);return s.start+Math.min(1,(t-s.x)/s.width)*(s.end-s.start)}function pn({parts:e,scale:t},n){let s=Go.find(o=>o*t>=n)??Go.at(-1),a=[];for(let o of e)if(!o.folded)for(let r=Math.ceil(o.start/s)*s;r<=o.end;r+=s){let l=o.x+(r-o.start)*t;(!a.length||l-a.at(-1).x>=n*.8)&&a.push({at:r,x:l})}return a}var fn=e=>t=>e.parts.every(n=>!n.folded||Math.abs(t.x-(n.x+n.width/2))>n.width/2+30);var Vo={height:32,middle:16},cs={height:44,middle:31},ue=30,Te=34,V=16,Mt=6.9;var Ti=8;function Yo({call:e,line:t,now:n,look:s,height:a,onLook:o,frame:r}){let[l,c]=g(null),u=E(()=>Ci(e,n),[e,n]),d=l??s??n,f=t.x(d)+V,m=Oi({call:e,now:n,drag:l,look:s}),p=_=>{c(null),_>n?(o(null),ot({to:u.findLast(X=>X.ms===_)?.at??Qe(_)})):o(_<n?_:null)},$=_=>{_.preventDefault(),_.currentTarget.focus(),_.currentTarget.setPointerCapture(_.pointerId),c(d)},O=_=>{if(l===null)return;let X=r.current.getBoundingClientRect();c(Ei(u,t,_.clientX-X.left+r.current.scrollLeft-V))},k=_=>{let X=_.key;if(X==="ArrowRight")c(u.find(Je=>Je.ms>d)?.ms??d);else if(X==="ArrowLeft")c(u.findLast(Je=>Je.ms<d)?.ms??d);else if(X==="Enter"&&l!==null)p(l);else if(X==="Escape"&&(l!==null||s!==null))c(null),o(null);else return;_.preventDefault(),_.stopPropagation()},C=20+m.length*Mt,b=Math.max(2,Math.min(f-C/2,t.width+2*V-C-2)),q=d<n;return i`${(q||d>n)&&i`<path class="true-now" d=${`M${t.x(n)+V} ${ue-6}V${a-Te}`} />`}
        <g
            class=${`now${l===null?"":" is-dragged"}${q?" is-past":""}`}
            role="slider"
            tabindex="0"
            aria-label="now: drag to the right to advance the clock, to the left to look back"
            aria-valuemin=${t.start}
            aria-valuemax=${t.end}
            aria-valuenow=${d}
            aria-valuetext=${`${ge(d)}, ${m}`}
            onPointerDown=${$}
            onPointerMove=${O}
            onPointerUp=${()=>l!==null&&p(l)}
            onPointerCancel=${()=>c(null)}
            onKeyDown=${k}
        >
            <path class="hit" d=${`M${f-7} ${ue-6}h14V${a}h-14z`} />
            <path class="line" d=${`M${f} ${ue-6}V${a-Te+6}`} />
            <rect x=${b} y=${a-Te+6} width=${C} height="20" rx="10" />
            <text x=${b+C/2} y=${a-Te+20} text-anchor="middle">${m}</text>
        </g>`}function Ci(e,t){let n=e.webhooks.flatMap(a=>[...a.attempts.map(o=>o.at),a.next_at]);return[...[...e.timeline.map(a=>a.at),...n].filter(Boolean).map(a=>({at:a,ms:x(a)})),{at:Qe(t),ms:t}].sort((a,o)=>a.ms-o.ms)}function Ei(e,t,n){let s=o=>Math.abs(t.x(o.ms)-n),a=e.reduce((o,r)=>s(r)<s(o)?r:o);return s(a)<=Ti?a.ms:Math.round(t.at(n)/1e3)*1e3}function Oi({call:e,now:t,drag:n,look:s}){let[a,o]=g(null),r=n!==null&&n>t?n:null;if(S(()=>{if(r===null)return;let c=new AbortController,d=setTimeout(()=>h.get("/clock/planned",{until:Qe(r)},c.signal).then(f=>o({to:r,...f}),()=>{}),60);return()=>(clearTimeout(d),c.abort())},[r]),r!==null){let c=e.timeline.filter(f=>f.planned&&Date.parse(f.at)<=r).length,u=a?.to===r?Math.max(a.event_count,c):c,d=a?.to===r&&a.delivery_count?`, ${I(a.delivery_count,"webhook")}`:"";return`+${z(r-t)}: ${I(u,"event")}${d}`}let l=n??s;return l!==null&&l<t?`looking back ${z(t-l)}`:"now ⇄ drag"}var Ai=520,Xo=18,Zo=64,us={request:"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0","request-failed":"M-4-4L4 4M-4 4L4-4",webhook:"M0-6L6 0L0 6L-6 0Z","webhook-failed":"M0-6L6 0L0 6L-6 0ZM-3-3L3 3M-3 3L3-3",fault:"M0-6L6 5H-6Z",tool:"M-5-5H5V5H-5Z",result:"M0-5L5 0L0 5L-5 0Z"};function Qo({call:e,requests:t,now:n,look:s,zone:a,onLook:o,onPick:r}){let l=T(null),[c,u]=g(0),[d,f]=g(1),[m,p]=g(null);j(()=>{let _=new ResizeObserver(()=>u(l.current.clientWidth));return _.observe(l.current),()=>_.disconnect()},[]);let $=E(()=>Fo(e,t,n),[e,t,n]),O=E(()=>dn(Wo($,n),(Math.max(c,200)-2*V)*d),[$,c,d]),k=c<Ai?cs:Vo,C=ue+$.length*k.height+Te,b=Mi({frame:l,line:O,zoom:d,setZoom:f}),q=_=>X=>p(_&&{item:_,...Ii(X,l.current)});return i`<div class=${`timeline${k===cs?" is-narrow":""}`}>
        <div class="lane-names" aria-hidden="true">
            ${$.map(_=>i`<span key=${_.name}>${_.name}</span>`)}
        </div>
        <div class="lanes" ref=${l} onWheel=${b.onWheel} tabindex="0" aria-label="timeline, scrolls sideways" role="region">
            ${c>0&&i`<svg width=${O.width+2*V} height=${C} role="group" aria-label=${`Timeline of the call to ${e.to}`}>
                <${Ni} line=${O} lanes=${$.length} size=${k} height=${C} />
                ${$.map((_,X)=>i`<${Ri} key=${_.name} lane=${_} middle=${ue+X*k.height+k.middle} line=${O} onPick=${r} show=${q} />`)}
                <${Yo} call=${e} line=${O} now=${n} look=${s} height=${C} onLook=${o} frame=${l} />
            </svg>`}
            ${m&&i`<${ji} ...${m} zone=${a} now=${n} />`}
        </div>
        <div class="zoom" role="group" aria-label="zoom">
            <button class="small" aria-label="zoom out" disabled=${d<=1} onClick=${()=>b.by(.5)}>−</button>
            <button class="small" disabled=${d===1} onClick=${()=>f(1)}>fit</button>
            <button class="small" aria-label="zoom in" disabled=${d>=Zo} onClick=${()=>b.by(2)}>+</button>
        </div>
    </div>`}function Mi({frame:e,line:t,zoom:n,setZoom:s}){let a=T(null),o=(u,d)=>{let f=Math.min(Zo,Math.max(1,u));a.current={at:t.at(e.current.scrollLeft+d-V),x:d},s(f)},r=u=>o(n*u,e.current.clientWidth/2);j(()=>{a.current&&(e.current.scrollLeft=t.x(a.current.at)+V-a.current.x),a.current=null},[t]);let l=u=>{u.ctrlKey&&(u.preventDefault(),o(n*(u.deltaY<0?1.25:.8),u.clientX-e.current.getBoundingClientRect().left))},c={"+":()=>r(2),"=":()=>r(2),"-":()=>r(.5),0:()=>s(1)};return ae(u=>c[u]&&(c[u](),!0)),{by:r,onWheel:l}}function Ni({line:e,lanes:t,size:n,height:s}){let a=s-Te,o=r=>e.x(r)+V;return i`<g class="axis">
        ${e.parts.filter(r=>r.folded).map(r=>i`<g key=${r.start} class="fold">
                <rect x=${r.x+V+2} y=${ue-4} width=${r.width-4} height=${a-ue+4} />
                <text x=${r.x+V+r.width/2} y="17" text-anchor="middle">${z(r.end-r.start)}</text>
                <path d=${`M${r.x+V+4} 23h${r.width-8}`} />
            </g>`)}
        ${pn(e,84).filter(fn(e)).map(({at:r},l,c)=>i`<g key=${r}>
                <path d=${`M${o(r)} ${ue-4}V${a}`} />
                <text x=${Math.max(o(r),30)} y="17" text-anchor="middle">${qi(r,c[l-1]?.at??e.start)}</text>
            </g>`)}
        ${Array.from({length:t+1},(r,l)=>i`<path key=${`lane${l}`} class="rule" d=${`M0 ${ue+l*n.height}H${e.width+2*V}`} />`)}
    </g>`}var qi=(e,t)=>et(e)===et(t)?e%1e3?J(e):ge(e):ie(e);function Ri({lane:e,middle:t,line:n,onPick:s,show:a}){let o=c=>({...c,x:n.x(c.at)+V,end:n.x(c.until??c.at)+V}),r=e.items.map(o),l=n.width+2*V;return i`<g class="lane" role="list" aria-label=${e.name}>
        ${Di(r).map(c=>i`<path class="chain" d=${c(t)} />`)}
        ${r.map((c,u)=>{let d=(r[u+1]?.x??l)-c.end,f=`item kind-${c.kind}${c.planned?" is-planned":""}`,m=c.target&&(()=>s(...c.target));return i`<g
                key=${u}
                class=${f}
                role="listitem"
                tabindex=${c.label||us[c.kind]?0:-1}
                aria-label=${`${c.title}, ${ge(c.at)}${c.planned?", planned":""}`}
                onClick=${m}
                onKeyDown=${p=>p.key==="Enter"&&m?.()}
                onPointerEnter=${a(c)}
                onPointerLeave=${a(null)}
                onFocus=${a(c)}
                onBlur=${a(null)}
            >
                ${us[c.kind]?i`<${Li} item=${c} y=${t} room=${d} />`:i`<${Pi} item=${c} y=${t} room=${d} />`}
            </g>`})}
    </g>`}function Li({item:e,y:t,room:n}){let s=n>14+Math.min(e.label.length,14)*Mt;return i`<path class="hit" d=${`M${e.x-8} ${t-12}h16v24h-16z`} />
        <path class="mark" transform=${`translate(${e.x} ${t})`} d=${us[e.kind]} />
        ${e.label&&s&&i`<text x=${e.x+10} y=${t+4}>${mn(e.label,n-14)}</text>`}`}function Pi({item:e,y:t,room:n}){let s=Math.max(e.end-e.x,e.end===e.x?5:3);if(e.kind==="waiting")return i`<path class="hit" d=${`M${e.x} ${t-12}h${s}v24h${-s}z`} /><path class="wait" d=${`M${e.x+3} ${t}h${Math.max(s-6,1)}`} />
            <text class="over" x=${e.x+6} y=${t-4}>${mn(e.label,s-8)}</text>`;let a=e.kind==="end"||e.kind==="failed",o=a?mn(e.label,n-12):"",r=a?"":mn(e.label,s-10);return i`<rect x=${e.x} y=${t-Xo/2} width=${s} height=${Xo} rx="3" />
        ${o?i`<text class="beside" x=${e.x+9} y=${t+4}>${o}</text>`:r&&i`<text class="inside" x=${e.x+6} y=${t+4}>${r}</text>`}`}function mn(e,t){let n=Math.floor(t/Mt);return!e||e.length<=n?e??"":n<4?"":`${e.slice(0,n-1)}…`}function Di(e){let t=new Map;for(let s of e)s.chain!=null&&t.set(s.chain,[...t.get(s.chain)??[],s]);return[...t.values()].filter(s=>s.length>1).map(s=>a=>`M${s[0].x} ${a}H${s.at(-1).x}`)}function Ii(e,t){let n=t.getBoundingClientRect(),s=e.currentTarget.getBoundingClientRect();return{x:(e.clientX?e.clientX:s.left)-n.left+t.scrollLeft,y:s.bottom-n.top+6,limit:t.scrollLeft+n.width}}function ji({item:e,x:t,y:n,limit:s,zone:a,now:o}){let r=T(null);j(()=>{let u=Math.max(4,Math.min(t-20,s-r.current.offsetWidth-8));Object.assign(r.current.style,{left:`${u}px`,top:`${n}px`})});let l=kt(e.at,a),c=e.until>e.at?`, for ${z(e.until-e.at)}`:"";return i`<div class="tip" role="tooltip" ref=${r}>
        <b>${e.title}</b>
        <span>${N(e.at)}${c}</span>
        ${l&&i`<span>${l}</span>`}
        ${e.planned&&i`<span>planned${e.at>o?`, in ${z(e.at-o)}`:""}</span>`}
    </div>`}var Ui={delivered:"is-ok",pending:"is-pending"},Fi=e=>`chip ${Ui[e]??"is-failed"}`;function ea({call:e}){let[t,n]=At(e.webhooks.length);return e.webhooks.length?i`<div ref=${t}>${e.webhooks.map(s=>i`<${Wi} key=${s.id} delivery=${s} named=${String(s.id)===n} />`)}</div>`:i`<${W} title="No webhook about this call">
            <p>No receiver has asked for its events so far. Register one at the provider, or send all webhooks of this world to one URL under <a href=${v(["webhooks"])}>Webhooks</a>.</p>
        <//>`}function Wi({delivery:e,named:t}){let n=()=>h.post(`/webhooks/${e.id}/replay`),s=()=>le(e.method,e.url,{headers:e.headers,body:e.body||void 0});return i`<details class=${`entry${t?" is-named":""}`} open=${t}>
        <summary>
            <time title=${N(x(e.at))}>${ie(x(e.at))}</time><b>${e.event}</b>
            <span class="mono dim grow">${e.url}</span>
            ${e.faults.map(a=>i`<span class="chip is-failed" title="a planned fault">${a}</span>`)}
            <span class=${Fi(e.outcome)}>${e.outcome}</span>
        </summary>
        <div class="stack padded">
            ${e.reason&&i`<p class="is-error">${e.reason} ${e.remedy}</p>`}
            <table><tbody>${e.attempts.map((a,o)=>i`<tr key=${o}><td>attempt ${o+1}</td><td class="mono">${ie(x(a.at))}</td><td class="mono">${a.error||a.status}</td><td class="mono dim">${se(a.duration_ms)}</td><td class="mono dim">${a.answer}</td></tr>`)}
            ${e.next_at&&i`<tr class="is-planned"><td>attempt ${e.attempts.length+1}</td><td class="mono">${ie(x(e.next_at))}</td><td colspan="3">planned</td></tr>`}</tbody></table>
            <div class="row-of"><${P} class="small" onAction=${n}>replay<//><${F} text=${e.body} label="copy body" /><${F} text=${s} label="copy as curl" /><a class="button small" href=${v(["webhooks",e.id])}>open</a></div>
            <pre class="json">${ee(e.body)}</pre>
        </div>
    </details>`}function ta({call:e}){let[t,n]=At(e.requests.length);return e.requests.length?i`<div ref=${t}>${e.requests.map(s=>i`<${Hi} key=${s.id} record=${s} named=${String(s.id)===n} />`)}</div>`:i`<${W} title="No request about this call"><p>Reads, cancels and other requests with its id are listed here.</p><//>`}function Hi({record:e,named:t}){let n=async()=>(await h.get(`/requests/${e.id}`)).curl,s=e.status==null||e.status>=400,{before:a,after:o}=e.call_status??{};return i`<details class=${`entry${t?" is-named":""}`} open=${t}>
        <summary>
            <time title=${N(x(e.at))}>${ie(x(e.at))}</time><b class="mono">${e.method}</b>
            <span class="mono grow">${e.path}</span>
            ${e.fault&&i`<span class="chip is-failed" title="a planned fault">${e.fault}</span>`}
            <span class="mono dim">${a===o?o:`${a??"new"} → ${o}`}</span>
            <span class=${`chip ${s?"is-failed":"is-ok"}`}>${e.status??"none"}</span>
        </summary>
        <div class="stack padded">
            ${e.message&&i`<p class="is-error">${e.message}</p>`} ${e.note&&i`<p>${e.note}</p>`}
            <div class="row-of"><${F} text=${n} label="copy as curl" /><a class="button small" href=${v(["requests",e.id])}>open</a><span class="dim mono">${e.operation} · ${se(e.duration_ms)}</span></div>
            ${e.body&&i`<h3>request</h3><pre class="json">${ee(e.body)}</pre>`}
            <h3>response</h3>
            <pre class="json">${ee(e.answer)}</pre>
        </div>
    </details>`}var Bi=200,na=300,Ki=500;function Ji(e){let[t,n,s]=D(()=>zi(e),[e]),a=T(s);return a.current=s,S(()=>{let o=Z(()=>a.current(),Bi);return G((r,l)=>{(r==="reload"||r==="calls"&&l.has(e)||r==="request"&&l.call===e)&&o(),r==="clock"&&o()})},[e]),[t,n]}async function zi(e){let t=`/calls/${encodeURIComponent(e)}`,[n,s,a]=await Promise.all([Gi(t),h.get("/requests",{call:e,order:"newest",limit:na}),h.get("/requests",{path:`*${e}*`,fault:"any",order:"newest",limit:na})]),o=new Map([...a.requests,...s.requests].map(r=>[r.id,r]));return{...n,requests:[...o.values()].sort((r,l)=>l.id-r.id)}}async function Gi(e){try{return await h.get(e,{forecast:!0})}catch(t){if(!(t instanceof Xe)||t.status===404||t.status===0)throw t;return h.get(e)}}function oa({id:e,tab:t="conversation",query:n}){let[s,a]=Ji(e),[o,r]=g(null),l=Yi();if(S(()=>r(null),[e]),!s)return i`<section class="detail" aria-label="call">${a?i`<${Xi} id=${e} error=${a} />`:i`<p class="dim">loading…</p>`}</section>`;let c=(f,m)=>{A(["calls",e,f,m==null?null:String(m)],{query:n})},u=R.value.find(f=>f.name===s.provider)?.title??s.provider,d=s.phase==="ended"&&s.attempts.every(f=>!f.answered_at);return i`<section class="detail" aria-label="call">
        <div class="call-head">
            <a class="back button small" href=${v(["calls"],n)} aria-label="back to the list">←</a>
            <h1>${s.direction==="inbound"?s.from:s.to}</h1>
            <${nn} phase=${s.phase} failed=${d}>${s.status}<//>
            <span class="mono dim about">${u} · ${s.direction} · ${s.from} → ${s.to} · <span title=${s.id}>${en(s.id)}</span> · ${s.scenario}</span>
            <${Lo} call=${s} />
        </div>
        <div class="card">
            <${Qo} call=${s} requests=${s.requests} now=${l} look=${o} zone=${s.time_zone} onLook=${r} onPick=${c} />
            ${s.fields&&i`<p class="padded dim">The scenario overrides fields of the response: <code>${JSON.stringify(s.fields)}</code></p>`}
        </div>
        ${o!==null&&i`<p class="looking" role="status">You look back at ${N(o)}. The clock has not moved. <button class="small" onClick=${()=>r(null)}>back to now</button></p>`}
        <${Vi} call=${s} tab=${o!==null&&t==="conversation"?"response":t} look=${o} now=${l} query=${n} />
    </section>`}var sa={conversation:is,response:Jo,webhooks:ea,requests:ta,scenario:zo,events:Do};function Vi({call:e,tab:t,look:n,now:s,query:a}){let o=E(()=>ls(e),[e]),r=sa[t]??is,l=[["conversation","Conversation"],["response","What GET shows"],["webhooks","Webhooks",e.webhooks.length],["requests","Requests",e.requests.length],["scenario","Scenario"],["events","Events",o.length]];return i`<div class="card">
        <${pe} tabs=${l} current=${t in sa?t:"conversation"} label="about the call" to=${c=>v(["calls",e.id,c],a)} />
        <div class="pane"><${r} call=${e} events=${o} look=${n} now=${s} /></div>
    </div>`}function Yi(){let[,e]=g(0);return sn(()=>Q.peek()?.mode==="real"&&e(t=>t+1),Ki),Q.value,Math.floor(xt())}var Xi=({id:e,error:t})=>i`<${W} title="This call cannot be shown">
    <p class="is-error">${t}</p>
    <p>The id in the address is <code>${e}</code>. A reset, a snapshot or another world may be the reason. <a href=${v(["calls"])}>All calls</a></p>
<//>`;var Zi=66,it={width:116,wait:14,end:3},Qi=["held","waiting","paused"];function ps(){let{path:e,query:t}=w.value,n=e[1]??null,s=$e(null),a=E(()=>tl(be.value,t),[be.value,t]),o=r=>A(["calls",r,e[2]],{query:t});return ae(r=>{let l=a.findIndex(c=>c.id===(s.value??n));if(r==="j"||r==="k"){let c=a[r==="j"?Math.min(l+1,a.length-1):Math.max(l-1,0)];return c&&(s.value=c.id),c&&n&&o(c.id),!0}return r==="Enter"&&s.value?(o(s.value),!0):r==="Escape"&&n?(A(["calls"],{query:t}),!0):!1}),i`<main class=${n?"split has-open":"split"}>
        <section class="list" aria-label="calls">
            <${sl} query=${t} rows=${a} />
            <${at}
                rows=${a}
                keyOf=${r=>r.id}
                height=${Zi}
                selected=${s.value??n}
                label="calls"
                empty=${i`<${cl} query=${t} />`}
                row=${r=>i`<${ol} row=${r} open=${r.id===n} marked=${r.id===s.value} href=${v(["calls",r.id,e[2]],t)} />`}
            />
        </section>
        ${n?i`<${oa} key=${n} id=${n} tab=${e[2]} query=${t} />`:i`<${el} />`}
    </main>`}var el=()=>i`<section class="detail is-empty">${be.value.length>0&&i`<p class="dim">Choose a call to see its past, its plan, and what a client sees of it.</p>`}</section>`;function tl(e,{q:t,status:n,provider:s,scenario:a}){let o=(t??"").toLowerCase().split(/\s+/).filter(Boolean);return e.filter(r=>(!n||r.status===n)&&(!s||r.provider===s)&&(!a||r.scenario===a)&&(!o.length||o.every(l=>nl(r).includes(l))))}var ds=new WeakMap;function nl(e){if(!ds.has(e)){let t=[e.id,e.provider,e.from,e.to,e.status,e.scenario,e.reason,e.agent,e.waits,e.direction];ds.set(e,t.filter(Boolean).join(" ").toLowerCase())}return ds.get(e)}function sl({query:e,rows:t}){let n=E(()=>{let o=r=>[...new Set(be.value.map(l=>l[r]))].filter(Boolean).sort();return{provider:o("provider"),status:o("status"),scenario:o("scenario")}},[be.value]),s=be.value.length,a=t.length===s?st.value>s?`newest ${s.toLocaleString("en")} of ${st.value.toLocaleString("en")}`:s.toLocaleString("en"):`${t.length.toLocaleString("en")} of ${s.toLocaleString("en")}`;return i`<div class="filter">
        <input type="search" placeholder="filter: number, status, scenario…   /" aria-label="filter calls" value=${e.q??""} onInput=${o=>te({q:o.target.value})} />
        <span class="dim count-of" title="calls shown">${a}</span>
        <div class="selects">
            ${Object.entries(n).map(([o,r])=>i`<select key=${o} aria-label=${o} value=${e[o]??""} onChange=${l=>te({[o]:l.target.value})}>
                    <option value="" selected=${!e[o]}>any ${o}</option>
                    ${[...new Set([...r,e[o]])].filter(Boolean).map(l=>i`<option key=${l} value=${l} selected=${l===e[o]}>${l}</option>`)}
                </select>`)}
        </div>
    </div>`}function ol({row:e,open:t,marked:n,href:s}){let a=R.value.find(l=>l.name===e.provider)?.title??e.provider,o=al(e),r=e.direction==="inbound"?`from ${e.from}`:e.to;return i`<a class=${`call-row${n?" is-marked":""}`} href=${s} aria-current=${t?"true":void 0} data-id=${e.id}>
        <span class="who">${r}</span>
        <${nn} phase=${e.phase} failed=${o}>${e.status}<//>
        <span class="sub">${a} · ${e.scenario}</span>
        <${il} row=${e} />
        <span class="why" title=${e.waits??e.next??e.reason??""}>${rl(e)}</span>
    </a>`}var al=e=>e.phase==="ended"&&(e.phases.at(-1)?.failed??!1);function rl(e){if(e.waits)return`waits ${e.waits}`;if(e.next)return`next: ${e.next}`;let t=e.failed_webhooks?` · ${e.failed_webhooks} webhook${e.failed_webhooks>1?"s":""} failed`:"",n=e.reason?e.reason.replaceAll("_"," "):"",s=e.ended_by?` by ${e.ended_by}`:"";return`${n}${s}${t}`}function il({row:e}){let t=e.phases.map(c=>({...c,length:c.until?x(c.until)-x(c.at):0,waits:Qi.includes(c.phase)})),n=t.reduce((c,u)=>c+(u.waits?0:u.length),0),s=Math.min(it.wait,it.width/(t.length+1)),a=it.width-it.end-s*t.filter(c=>c.waits).length,o=0,r=t.map(c=>{let u=c.waits?s:c.phase==="ended"?it.end:c.length/(n||1)*a;return o+=u,{...c,x:o-u,width:u}}),l=t.filter(c=>c.length).map(c=>`${c.phase} ${z(c.length)}`).join(", ");return i`<svg class="spark" width=${it.width} height="12" role="img" aria-label=${l||e.phase}>${r.map((c,u)=>i`<${ll} key=${u} span=${c} />`)}</svg>`}function ll({span:{phase:e,planned:t,failed:n,waits:s,x:a,width:o}}){if(s)return i`<path class="spark-wait" d=${`M${a+1} 6h${Math.max(o-2,1)}`} />`;let r=e==="ended",l=`spark-${n&&r?"failed":e}${t?" is-planned":""}`;return i`<rect class=${l} x=${a} y="2" width=${Math.max(o,1)} height="8" rx="1.5" />
        ${n&&!r&&!t&&i`<rect class="spark-failed" x=${a+o-3} y="2" width="3" height="8" rx="1" />`}`}function cl({query:e}){return Se.value?i`<${W} title="The calls cannot be loaded"><p class="is-error">${Se.value}</p><//>`:tn.value?i`<p class="padded dim">loading…</p>`:Object.values(e).some(Boolean)?i`<${W} title="No call fits the filter"><p><button onClick=${()=>A(["calls"])}>show all calls</button></p><//>`:i`<${W} title="No calls yet" command=${ul()}>
        <p>Place one with your client, or with this line. It appears here by itself. You can also <a href=${v(["place"])}>place one on this page</a>.</p>
    <//>`}function ul(){let e=R.value[0];if(!e?.calls)return;let{header:t,prefix:n}=e.authentication,s=y.value==="default"?"any-key":`any-key~${y.value}`,{method:a,path:o,body:r}=e.calls.create;return le(a,`${location.origin}${re}${o}`,{headers:{[t]:`${n}${s}`,"Content-Type":"application/json"},body:JSON.stringify(r)})}var fs=location.origin+re,aa=()=>y.value==="default"?{}:{"X-Mockserver-World":y.value},ra=e=>e===void 0?{}:{"Content-Type":"application/json"},ia=e=>e===void 0?void 0:JSON.stringify(e);function lt(e,t,n){let a={...ve.value?{Authorization:"Bearer TOKEN"}:{},...ra(n),...aa()};return le(e,`${fs}/__admin${t}`,{headers:a,body:ia(n)})}function hn({authentication:{header:e,prefix:t}},n,s,a){let o={[e]:`${t}any-key`,...ra(a),...aa()};return le(n,fs+s,{headers:o,body:ia(a)})}var _e=e=>`${fs}/__admin/sink/${encodeURIComponent(e)}`;var Ce=(e,t)=>e.map(([n,s])=>i`<option key=${n} value=${n} selected=${n===t}>${s}</option>`),$n=({id:e,values:t})=>i`<datalist id=${e}>${t.map(n=>i`<option key=${n} value=${n}></option>`)}</datalist>`;var dl=250,vn=matchMedia("(min-width: 1000px)"),pl=matchMedia("(min-width: 761px)");function gn(e){let[t,n]=g(vn.matches);return S(()=>{let s=()=>n(vn.matches);return vn.addEventListener("change",s),()=>vn.removeEventListener("change",s)},[]),t&&!e}function ct({list:e,detail:t,label:n}){return i`<div class=${t?"panes has-detail":"panes"}>
        <section class="pane-list" aria-label=${n}>${e}</section>
        ${t}
    </div>`}function ut({title:e,heading:t,back:n,name:s,actions:a,children:o}){let r=T(null);return S(()=>{pl.matches||r.current.focus()},[]),i`<section class="pane-detail" aria-label=${e} tabindex="-1" ref=${r}>
        <div class="detail-head">
            <a class="back-link" href=${n}>← ${s}</a>
            <h1>${t}</h1>
            <div class="row-of spread">
                ${a}<a class="button small close" href=${n} aria-label="close" title="close (Escape)">×</a>
            </div>
        </div>
        ${o}
    </section>`}function Ee({placeholder:e,label:t="filter"}){let n=w.value.query.q??"",[s,a]=g(n),o=T(0);S(()=>a(n),[n]);let r=(u,d)=>{clearTimeout(o.current),o.current=setTimeout(()=>te({q:u.trim()}),d)},l=u=>{a(u.target.value),r(u.target.value,dl)},c=u=>{u.key==="Enter"&&(u.preventDefault(),r(s,0))};return S(()=>()=>clearTimeout(o.current),[]),i`<input
        type="search"
        value=${s}
        onInput=${l}
        onKeyDown=${c}
        placeholder=${e}
        aria-label=${t}
    />`}function bn({names:e}){let{query:t}=w.value;return e.filter(n=>t[n]).map(n=>i`<button
                    type="button"
                    key=${n}
                    class="small filter-chip"
                    title=${`remove the filter ${n}`}
                    onClick=${()=>te({[n]:""})}
                >
                    <span>${n} <b class="mono">${t[n]}</b></span
                    ><span aria-hidden="true">×</span>
                </button>`)}function He({name:e,label:t,options:n}){let s=w.value.query[e]??"",a=n.some(([o])=>o===s)?n:[...n,[s,s]];return i`<select
        aria-label=${t}
        value=${s}
        onChange=${o=>te({[e]:o.target.value})}
    >
        ${Ce(a,s)}
    </select>`}function _n({pages:e,rows:t,folder:n,open:s,label:a,wide:o,empty:r,row:l}){let[c,u]=g(null),d=s??c,f=$=>A([...n,$],{query:w.value.query,replace:s!=null}),m=$=>{let O=t.findIndex(C=>C.id===d),k=t[O<0?0:Math.min(t.length-1,Math.max(0,O+$))];return k?(s!=null?f(k.id):u(k.id),!0):!1};ae($=>$==="j"?m(1):$==="k"?m(-1):$==="Enter"&&c!=null&&s==null?(f(c),!0):$==="Escape"&&s!=null?(u(s),A(n,{query:w.value.query}),!0):!1);let p=e.next?[...t,{id:0,last:e.rows.length}]:t;return i`<${at}
        rows=${p}
        keyOf=${$=>$.id}
        height=${o?33:52}
        selected=${d}
        label=${a}
        empty=${r}
        row=${$=>$.id===0?i`<${fl} older=${e.older} last=${$.last} />`:i`<${l}
                      value=${$}
                      selected=${$.id===d}
                      wide=${o}
                      to=${v([...n,$.id],w.value.query)}
                  />`}
    />`}function fl({older:e,last:t}){let n=T(null);return S(()=>{let s=new IntersectionObserver(([a])=>a.isIntersecting&&e());return s.observe(n.current),()=>s.disconnect()},[t,e]),i`<p class="older dim" ref=${n}>loading older ones…</p>`}var Nt=({call:e})=>e&&i`<a href=${v(["calls",e])} class="mono call-link" title=${`call ${e}`}>${en(e)}</a>`;function yn({wide:e,selected:t,...n}){let s=Object.entries({...n,"is-selected":t}).filter(([,a])=>a);return["log-row",e?"is-wide":"is-narrow",...s.map(([a])=>a)].join(" ")}function dt({rows:e}){let t=e.filter(([,n])=>n!=null&&n!==""&&n!==!1);return i`<dl class="fact-list">
        ${t.map(([n,s])=>i`<dt>${n}</dt>
                    <dd>${s}</dd>`)}
    </dl>`}var Be={error:{does:"An error in the provider's own shape, or with any body.",fields:["status","body","retry_after"]},rate_limit:{does:"The provider's 429, with the headers that its clients read.",fields:["retry_after"]},not_found:{does:"The provider's 404 for an id that exists: always, or for the first seconds of its life.",fields:["for_first"]},timeout:{does:"Nothing. The connection stays open until the client gives up."},reset:{does:"A reset connection (TCP RST): at once, or after the headers and so many bytes of the body.",fields:["at"]},empty:{does:"A closed connection, without a byte."},garbage:{does:"Bytes that are not HTTP, then a closed connection."},cut:{does:"Headers with the full Content-Length, half of the body or so many bytes, then a closed connection.",fields:["at"],after:!0},delay:{does:"The answer, some real time later. Virtual time does not move by it.",fields:["for"]},dribble:{does:"The answer in small pieces, over some real time.",fields:["for"],after:!0},malformed_json:{does:"The first two thirds of the body.",after:!0},wrong_content_type:{does:"The right body with the content type text/html.",after:!0},stale:{does:"The previous answer to the same request once more. It fires only if there was one.",after:!0}},kn={status:{label:"status",placeholder:"500",type:"number",min:400,max:599},retry_after:{label:"retry after",placeholder:"1s",hint:"2s, 500ms"},for_first:{label:"for the first",placeholder:"always",hint:"2s of the life of the resource"},at:{label:"after",placeholder:"half",hint:"bytes of the body: 20, 1KiB"},for:{label:"for",placeholder:"1500ms",hint:"real time: 1500ms, 1s..3s, lognormal(200ms, 0.5)",required:!0},body:{label:"body",placeholder:"the provider's own error",hint:"JSON or text"}},ca={always:"every request",first:"the first … requests",nth:"only the … one",every:"every … one"},ua=[["Answer 503 twice",{fault:"error",status:"503",often:"first",count:"2"}],["429 with Retry-After",{fault:"rate_limit",retry_after:"2s",often:"first",count:"1"}],["Drop the connection after the call was created",{fault:"reset",when:"after",often:"first",count:"1",creates:!0}],["Cut the body",{fault:"cut",often:"first",count:"1"}],["Slow answers",{fault:"delay",for:"lognormal(200ms, 0.5)"}]],qt={fault:"error",provider:"",operation:"",when:"before",often:"always",count:"1",chance:"",from:"",to:"",times:"",optional:!1,plan:"",method:"",path:"",status:"",retry_after:"",for_first:"",at:"",for:"",body:""};function la(e){let{fault:t,when:n,often:s,count:a,chance:o,from:r,to:l,times:c,optional:u}=e,d=Be[t],f={fault:t};for(let m of["provider","operation","method","path"])e[m].trim()&&(f[m]=ml(e[m]));n==="after"&&!d.after&&(f.when=n);for(let m of d.fields??[])e[m].trim()&&(f[m]=hl(m,e[m].trim()));return s!=="always"&&(f[s]=wn(a)),o&&(f.chance=wn(o)),(r||l)&&(f.between=[r||"0s",l]),c&&(f.times=wn(c)),u&&(f.optional=!0),f}var da=e=>e.plan.trim()?{plan:e.plan.trim(),faults:[la(e)]}:la(e);function ml(e){let t=e.split(/[\s,]+/).filter(Boolean);return t.length===1?t[0]:t}var wn=e=>/^\d+(\.\d*)?$|^\.\d+$/.test(e)?Number(e):e;function hl(e,t){if(e==="status"||e==="at")return wn(t);if(e!=="body")return t;try{return JSON.parse(t)}catch{return t}}function pa({given:e,onAdded:t}){let[n,s]=g(()=>({...qt,...$l(e)})),[a,o]=g(""),r=u=>(o(""),s(d=>({...d,...u}))),l=da(n);return i`<form class="card block fault-form" onSubmit=${async u=>{u.preventDefault();try{let[d]=(await h.post("/faults",l)).faults;Y(`Planned ${d.id}: ${d.fault}.`),o(""),await t(),A(["faults",d.id])}catch(d){o(d.message)}}}>
        <h2>Plan a fault</h2>
        <${vl}
            choose=${u=>r({...qt,provider:n.provider,operation:n.operation,...u})}
        />
        <${gl} draft=${n} set=${r} />
        <${bl} draft=${n} set=${r} />
        <${_l} draft=${n} set=${r} />
        <${yl} draft=${n} set=${r} />
        <${wl} draft=${n} set=${r} />
        <div class="form-end">
            ${a&&i`<p class="problem" role="alert">${a}</p>`}
            <${kl} body=${l} />
            <p class="buttons">
                <button class="primary">plan the fault</button
                ><button type="button" onClick=${()=>r(qt)}>clear</button>
            </p>
        </div>
    </form>`}var $l=e=>Object.fromEntries(Object.entries(e).filter(([t])=>t in qt));function vl({choose:e}){let t=()=>[...new Set(R.value.map(s=>s.calls.create.operation))].join(", "),n=({creates:s,...a})=>e(s?{...a,operation:t()}:a);return i`<div class="row-of" role="group" aria-label="presets">
        ${ua.map(([s,a])=>i`<button type="button" key=${s} class="small" onClick=${()=>n(a)}>${s}</button>`)}
    </div>`}function fe({name:e,draft:t,set:n,label:s,hint:a,...o}){return i`<label class="field"
        ><span>${s}</span
        ><input aria-label=${s} ...${o} value=${t[e]} onInput=${r=>n({[e]:r.target.value})} />
        ${a&&i`<small class="dim">${a}</small>`}</label
    >`}function ms({name:e,draft:t,set:n,label:s,options:a}){return i`<label class="field"
        ><span>${s}</span>
        <select aria-label=${s} value=${t[e]} onChange=${o=>n({[e]:o.target.value})}>
            ${Ce(a,t[e])}
        </select></label
    >`}function gl({draft:e,set:t}){let{does:n,fields:s=[]}=Be[e.fault];return i`<${ms}
            name="fault"
            label="fault"
            draft=${e}
            set=${t}
            options=${Object.keys(Be).map(a=>[a,a])}
        />
        <p class="dim">${n}</p>
        ${s.map(a=>a==="body"?i`<label class="field" key=${a}
                      ><span>body</span>
                      <textarea
                          aria-label="body"
                          rows="2"
                          value=${e.body}
                          placeholder=${kn.body.placeholder}
                          onInput=${o=>t({body:o.target.value})}
                      ></textarea>
                      <small class="dim">${kn.body.hint}</small></label
                  >`:i`<${fe} key=${a} name=${a} draft=${e} set=${t} ...${kn[a]} />`)}`}function bl({draft:e,set:t}){let n=R.value.filter(({name:o})=>!e.provider||o===e.provider),s=n.flatMap(o=>o.operations.map(({name:r})=>r)),a=n.flatMap(o=>o.operations.filter(({name:r})=>r===e.operation).map(r=>[o,r]));return i`<${ms}
            name="provider"
            label="provider"
            draft=${e}
            set=${t}
            options=${[["","all"],...R.value.map(({name:o,title:r})=>[o,r])]}
        />
        <${fe}
            name="operation"
            label="operation"
            draft=${e}
            set=${t}
            list="operations"
            placeholder="all"
            autocomplete="off"
            hint="a name, or a glob such as call*.get; several with commas"
        />
        <${$n} id="operations" values=${[...new Set(s)].sort()} />
        ${a.length>0&&i`<p class="dim">
                ${a.map(([o,r])=>i`<span class="chosen-operation">${o.title}: <code>${r.method} ${r.path}</code></span>`)}
            </p>`}`}function _l({draft:e,set:t}){return Be[e.fault].after?i`<p class="dim">It acts after the request has had its effect, since it needs the answer.</p>`:i`<fieldset>
        <legend>when</legend>
        ${[["before","before the effect","Nothing has happened: no call exists, no webhook is sent."],["after","after the effect","The request has its full effect. Only the client does not learn of it."]].map(([s,a,o])=>i`<label key=${s} class="choice"
                    ><input
                        type="radio"
                        name="when"
                        checked=${e.when===s}
                        onChange=${()=>t({when:s})}
                    />
                    <span>${a} <small class="dim">${o}</small></span></label
                >`)}
    </fieldset>`}function yl({draft:e,set:t}){return i`<div class="row-of fields">
            <${ms} name="often" label="how often" draft=${e} set=${t} options=${Object.entries(ca)} />
            ${e.often!=="always"&&i`<${fe} name="count" label="…" aria-label="count" draft=${e} set=${t} type="number" min="1" required=${!0} />`}
        </div>
        <div class="row-of fields">
            <${fe}
                name="chance"
                label="chance"
                draft=${e}
                set=${t}
                type="number"
                min="0"
                max="1"
                step="any"
                placeholder="1"
            />
            <${fe}
                name="times"
                label="at most times"
                draft=${e}
                set=${t}
                type="number"
                min="1"
                placeholder="∞"
            />
        </div>
        <div class="row-of fields">
            <${fe} name="from" label="between" draft=${e} set=${t} placeholder="0s" size="6" />
            <${fe}
                name="to"
                label="and"
                draft=${e}
                set=${t}
                placeholder="2m"
                size="6"
                required=${!!e.from}
            />
            <small class="dim">virtual time from now on</small>
        </div>`}function wl({draft:e,set:t}){return i`<details>
        <summary class="dim">method, path, plan, optional</summary>
        <div class="stack more">
            <${fe} name="method" label="method" draft=${e} set=${t} placeholder="all" />
            <${fe}
                name="path"
                label="path"
                draft=${e}
                set=${t}
                placeholder="all"
                hint="behind the provider's mount point: /v1/calls/*"
            />
            <${fe}
                name="plan"
                label="plan"
                draft=${e}
                set=${t}
                placeholder="none"
                pattern="[A-Za-z0-9._\\-]+"
                hint="only requests with X-Mockserver-Fault-Plan"
            />
            <label class="choice"
                ><input
                    type="checkbox"
                    checked=${e.optional}
                    onChange=${n=>t({optional:n.target.checked})}
                />
                <span>optional <small class="dim">A test does not fail if it never fires.</small></span></label
            >
        </div>
    </details>`}function kl({body:e}){let t=()=>lt("POST","/faults",e);return i`<div class="command">
        <pre aria-label="what is sent">${JSON.stringify(e)}</pre>
        <${F} text=${t} label="copy as curl" />
    </div>`}var xl=500,hs=12,$s=100,Rt=["faults"],fa=["provider","operation","method","path"],Sl=["id","fault","optional","plan","call","scenario","since","matched","fired","left","requests",...fa];function ma(){let[e,t,n]=D(async()=>(await h.get("/faults")).faults,[y.value]),s=E(()=>Z(n,xl),[]);S(()=>G(u=>["fault","request","reload"].includes(u)&&s()),[]);let{path:a,query:o}=w.value,r=(o.q??"").toLowerCase(),l=(e??[]).filter(u=>JSON.stringify(u).toLowerCase().includes(r)).reverse(),c=a[1]==="new"||!!o.operation;return ae(u=>{if(u==="Escape"&&a[1])return A(Rt),!0;if(u!=="j"&&u!=="k")return!1;let d=l[l.findIndex(({id:f})=>f===a[1])+(u==="j"?1:-1)];return d&&A([...Rt,d.id],{query:w.value.query,replace:!0}),!0}),i`<main class=${c?"faults is-adding":"faults"}>
        <section class="fault-list" aria-label="planned faults">
            <div class="row-of">
                <h1>Faults of API answers</h1>
                ${e?.length>0&&i`<${Ee} placeholder="kind, operation, call, scenario…  (/)" label="filter faults" />`}
                <div class="row-of spread">
                    <a class="button primary-link" href=${v([...Rt,"new"])}>plan a fault</a>
                    ${e?.length>0&&i`<${P} class="small danger" onAction=${()=>Tl(e.length,n)}>remove all<//>`}
                </div>
            </div>
            ${t&&i`<p class="problem" role="alert">${t}</p>`}
            ${e&&!e.length&&i`<${Rl} />`}
            ${l.slice(0,$s).map(u=>i`<${Cl} key=${u.id} rule=${u} isOpen=${u.id===a[1]} onRemoved=${n} />`)}
            ${e?.length>0&&!l.length&&i`<p class="dim">No rule matches the filter.</p>`}
            ${l.length>$s&&i`<p class="dim">These are the newest ${$s} of ${I(l.length,"rule")}. Use the filter to find others.</p>`}
        </section>
        <section class="fault-add" aria-label="plan a fault">
            <a class="back-link" href=${v(Rt)}>← faults</a>
            <${pa} key=${`${o.operation} ${o.provider}`} given=${o} onAdded=${n} />
        </section>
    </main>`}async function Tl(e,t){confirm(`Remove ${I(e,"rule")}, also those of scenarios?`)&&(await h.delete("/faults"),await t())}function Cl({rule:e,isOpen:t,onRemoved:n}){let{id:s,fault:a,matched:o,fired:r,left:l}=e,c=T(null);j(()=>{t&&c.current.scrollIntoView({block:"nearest"})},[t]);let u=async()=>{await h.delete(`/faults/${encodeURIComponent(s)}`),await n()};return i`<article
        ref=${c}
        class=${`card fault-rule${t?" is-selected":""}${l===0?" is-spent":""}`}
        aria-label=${`${s} ${a}`}
    >
        <div class="row-of">
            <a class="dim mono" href=${v([...Rt,s])}>${s}</a>
            <h2 class="mono">${a}</h2>
            <${El} rule=${e} />
            <${P} class="small spread" aria-label=${`remove ${s}`} onAction=${u}>remove<//>
        </div>
        <p>${Ol(e)} <span class="mono dim">${Al(e)}</span></p>
        <p class="dim">
            ${Be[a]?.does}${" "}
            ${r===0&&(o?"It has matched requests, but not fired.":"No request has matched it yet.")}
        </p>
        <${Nl} rule=${e} /><${ql} rule=${e} />
    </article>`}function El({rule:{matched:e,fired:t,left:n,optional:s}}){return i`<span class="counts">
        <span class="chip" title="requests that the rule has matched">matched ${e}</span>
        <span class=${`chip ${t?"is-failed":"is-waiting"}`} title="requests on which it fired">fired ${t}</span>
        <span class="chip" title="on how many further requests it can fire"
            >${n===0?"used up":`left ${n??"∞"}`}</span
        >
        ${s&&i`<span class="chip" title="a test does not fail if it never fires">optional</span>`}
    </span>`}function Ol(e){let t=fa.filter(n=>e[n]);return t.length?t.map(n=>i`${n} <b class="mono">${[e[n]].flat().join(", ")}</b> `):"all requests"}function Al(e){return Object.entries(e).filter(([n])=>!Sl.includes(n)).map(([n,s])=>`${n}: ${Ml(s)}`).join(" · ")}function Ml(e){return Array.isArray(e)?e.join(" to "):typeof e=="object"?JSON.stringify(e):e}function Nl({rule:{plan:e,scenario:t,call:n}}){return!e&&!t&&!n?null:i`<p class="row-of dim">
        ${e&&i`<span>plan <code>${e}</code>: only requests with the header <code>X-Mockserver-Fault-Plan: ${e}</code></span>`}
        ${t&&i`<span>scenario <a href=${v(["scenarios",t])}>${t}</a></span>`}
        ${n&&i`<span>call <a class="mono" href=${v(["calls",n])}>${n}</a></span>`}
    </p>`}function ql({rule:{id:e,requests:t}}){if(!t.length)return null;let n=t.slice(-hs).reverse();return i`<p class="row-of">
        <span class="dim">fired on</span>
        ${n.map(s=>i`<a key=${s} class="mono" href=${v(["requests",s])}>#${s}</a>`)}
        ${t.length>hs&&i`<a href=${v(["requests"],{fault:e})}>and ${t.length-hs} earlier</a>`}
    </p>`}function Rl(){let e=lt("POST","/faults",{fault:"error",status:503,first:2});return i`<${W} title="No faults are planned" command=${e}>
        <p>
            A fault makes an answer of a provider fail, come late, half or not at all. Plan one with the form, or with
            curl. Here you then see on which requests it fired.
        </p>
        <p>Faults of webhooks are planned <a href=${v(["webhooks","plan"])}>with the webhooks</a>.</p>
    <//>`}var Ll=[["1s","+1 s"],["1m","+1 min"],["1h","+1 h"]],Pl={real:"time passes",manual:"stopped until advanced",step:"moves with each read of a call",auto:"jumps to the next event"},Dl=200;function ha(){return i`<header>
        <a class="brand" href=${v(["calls"])}>mockserver</a>
        <${Il} />
        <${jl} />
        <${Fl} />
        <${Hl} />
        <${Bl} />
    </header>`}function Il(){let e=$e(!1),t=s=>{s.target.value?Ct(s.target.value):e.value=!0,s.target.value=y.value},n=[...new Set([...ts.value,y.value])].sort();return i`<label class="world"
        ><span>world</span>
        <select aria-label="world" value=${y.value} onChange=${t} onFocus=${St}>
            ${n.map(s=>i`<option key=${s} value=${s} selected=${s===y.value}>${s}</option>`)}
            <option value="">other…</option>
        </select>
        ${e.value&&i`<${ce}
            title="Enter a world"
            submit="enter"
            onClose=${()=>e.value=!1}
            onSubmit=${async({name:s})=>Ct(s)}
        >
            <p>A world is an isolated account with its own clock, calls and settings. One that does not exist is made.</p>
            <label>name <input name="name" required pattern="[A-Za-z0-9._\\-]+" maxlength="64" autofocus /></label>
        <//>`}
    </label>`}function jl(){let e=$e(xt());sn(()=>{let a=xt();Math.floor(a/1e3)!==Math.floor(e.peek()/1e3)&&(e.value=a)},Dl);let t=Q.value;if(!t)return i`<div class="clock"><time>--- --:--:--</time><small> </small></div>`;let n=t.mode==="real"?Math.max(e.value,t.now):t.now,s=t.mode==="real"&&t.rate!==1?` × ${t.rate}`:"";return i`<div class="clock">
        <time datetime=${new Date(n).toISOString()} title=${N(n)}>${ie(n)}</time>
        <small><span>${et(n)} UTC</span> · <span title=${Pl[t.mode]}>${t.mode}${s}</span> · <${Ul} now=${n} /></small>
    </div>`}function Ul({now:e}){let{next:t,waits:n}=Q.value;if(n)return i`<b class="is-waiting">${n}</b>`;if(!t)return i`<span>nothing planned</span>`;let s=z(Math.max(0,Math.ceil((x(t.at)-e)/1e3)*1e3)),a=t.description??t.event;return i`<span title=${`${t.provider??""} ${t.call??""}`}>next in ${s}: <b>${a}</b></span>`}function Fl(){let e=Q.value,t=!e||Ot.value,n=e?.mode==="real"||e?.mode==="auto";return i`<div class="steps" role="group" aria-label="clock">
        <button class="primary" disabled=${t} onClick=${on} title="advance to the next event (n)">next event</button>
        ${Ll.map(([s,a])=>i`<button key=${s} disabled=${t} onClick=${()=>ot({by:s})}>${a}</button>`)}
        <button disabled=${t} onClick=${Oo} title="until all calls have ended and everything is delivered">settle</button>
        <button disabled=${!e} onClick=${()=>Ao({mode:n?"manual":"real"})}>${n?"pause":"run"}</button>
    </div>`}var Wl={live:"live",connecting:"connecting…",lost:"reconnecting…"};function Hl(){let e=Ue.value;return i`<span class=${`live is-${e}`} role="status" title=${Se.value||void 0}>
        <i aria-hidden="true"></i>${Se.value&&e==="live"?"cannot load":Wl[e]}
        <button class="small plain" onClick=${Ro} aria-label="keys" title="keys (?)">?</button>
    </span>`}function Bl(){let e=w.value.path[0],{requests:t,webhooks:n}=We.value;return i`<nav class="views" aria-label="views">
        ${[["calls","Calls"],["requests","Requests",t,"findings and requests without a route"],["webhooks","Webhooks",n,"failed"],["faults","Faults"],["scenarios","Scenarios"],["settings","Settings"]].map(([a,o,r,l])=>i`<a key=${a} href=${v([a])} aria-current=${e===a?"page":void 0}
                >${o}${r?i` <b class="count" title=${`${r} ${l}`}>${r}</b>`:""}</a
            >`)}
        <a class="button" href=${v(["place"])} aria-current=${e==="place"?"page":void 0}>place a call</a>
    </nav>`}function $a(){return i`<main class="centered">
        <form class="card padded" onSubmit=${t=>{t.preventDefault(),Ze.value=!1,ve.value=new FormData(t.target).get("token").trim()}}>
            <h2>This server has an admin token</h2>
            <p>It was started with <code>--admin-token</code>. ${ve.value?"The token that you gave is not the right one.":"Enter the token to see its calls."}</p>
            <p class="buttons">
                <input name="token" type="password" autocomplete="off" required aria-label="admin token" autofocus />
                <button class="primary">enter</button>
            </p>
            <p class="dim">It is kept in the memory of this page until you close it.</p>
        </form>
    </main>`}function xn(e,t){let n=Object.assign(document.createElement("a"),{href:URL.createObjectURL(e),download:t});n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}function Kl(e){return e==null||e>=500?"is-failed":e>=400?"is-pending":"is-ok"}var pt=({status:e})=>i`<span class=${`chip ${Kl(e)}`}>${e??"no answer"}</span>`;function Lt(e){let[t,n]=e.split(" ");return t==="header"?`${n} (header)`:`${n} (${t})`}var Oe=({shape:e,children:t})=>i`<b class="stands-out"><span aria-hidden="true">${e}</span> ${t}</b>`;function ft({headers:e}){let t=Object.entries(e??{});return t.length?i`<details class="headers">
        <summary>${I(t.length,"header")}</summary>
        <dl class="fact-list mono">
            ${t.map(([n,s])=>i`<dt>${n}</dt>
                        <dd>${s}</dd>`)}
        </dl>
    </details>`:i`<p class="dim">no headers</p>`}function Ke({text:e,dropped:t,none:n="no body"}){return t?i`<p class="dim">The body was dropped to save memory.</p>`:e?i`<div class="message-body">
        <pre class="json" tabindex="0">${ee(e)}</pre>
        <${F} text=${()=>ee(e)} />
    </div>`:i`<p class="dim">${n}</p>`}var Jl=200,zl=500,Gl=1e3,va=1e4,Vl=400,vs={rows:[],next:null,loaded:!1,error:""},Sn=class{constructor(t){Object.assign(this,{read:t,seen:0,work:Promise.resolve(),ended:!1}),this.changed=new Set,this.state=M(vs),this.refresh=Z(()=>this.update(),Vl)}load=()=>this.#e(()=>this.#o());older=()=>this.#e(async()=>{let{rows:t,next:n}=this.state.peek();if(!n)return;let s=await this.#t({order:"newest",limit:zl,cursor:n});this.#n([...t,...s.rows],s.next)});update=()=>this.#e(async()=>{let{rows:t,next:n,loaded:s}=this.state.peek();if(!s)return;let a=n?t.at(-1).id:1,o=[...this.changed].reduce((u,d)=>d<a?u:Math.min(u,d),this.seen+1);this.changed.clear();let r=[],l=this.seen;for(let u=o-1;u!=null;){let d=await this.#t({order:"oldest",limit:Gl,cursor:u});if(this.seen<l)return this.#o();r.push(...d.rows),u=d.next}let c=t.filter(u=>u.id<o);(r.length||c.length!==t.length)&&this.#n([...r.reverse(),...c],n)});async#o(){this.changed.clear();let t=await this.#t({order:"newest",limit:Jl});this.#n(t.rows,t.next)}#e(t){return this.work=this.work.then(async()=>{try{this.ended||await t(),this.state.peek().error&&this.#s({error:""})}catch(n){this.#s({error:n.message})}}),this.work}async#t(t){let n=await this.read(t);return this.seen=n.count,n}#n(t,n){this.#s({rows:t.slice(0,va),next:t.length<va?n:null,loaded:!0})}#s(t){this.ended||(this.state.value={...this.state.peek(),...t})}};var Yl=({path:e,list:t,slim:n,query:s})=>async a=>{let o=await h.get(e,{...s,...a});return{rows:o[t].map(n),next:o.next,count:o.count}};function Tn({path:e,list:t,slim:n,query:s,kind:a}){let o=E(()=>new Sn(Yl({path:e,list:t,slim:n,query:s})),[e,JSON.stringify(s),y.value]),r=T(vs);S(()=>{o.load();let c=G((u,d)=>{u==="reload"&&o.load(),u===a&&(d.id&&o.changed.add(d.id),o.refresh())});return()=>{c(),o.ended=!0}},[o]);let l=o.state.value;return(l.loaded||l.error)&&(r.current=l),{...r.current,older:o.older,load:o.load}}var Xl=1e3,Zl=50,gs="no route",Ql={[gs]:"No provider has this method and path. The client got an error.",unknown_field:"The request has a field that is not documented.",deprecated_field:"The request has a field of an older version of the API.",lenient_type:"A value has a type that the provider accepts but does not document.",real_number:"The call goes to a number that could be a real person's. Numbers reserved for fiction are safe.",live_key:"The API key looks like one of a real account.",fast_polling:"One path was read more than five times within a second.",first_page:"The client began to read a list at its second page.",double_dial:"The client dialled the same person twice, because its first request got no good answer."},ga=()=>We.value.requests;function ba(){let[e,t,n]=D(ec,[]),s=E(()=>Z(n,Xl),[]);S(()=>G(o=>(o==="request"||o==="reload")&&s()),[]);let a=E(()=>tc(e??[]),[e]);return i`<div class="scroll padded stack findings">
        ${t&&i`<p class="problem" role="alert">${t}</p>`}
        ${e&&!a.length&&i`<${W} title="No findings">
                <p>
                    A finding is a request that the provider accepts although its documentation does not cover it: an
                    unknown field, a number of a real person, a call placed twice. The simulator answers as the provider
                    would and notes it here.
                </p>
            <//>`}
        ${a.map(([o,r])=>i`<${nc} key=${o} kind=${o} rows=${r} />`)}
    </div>`}async function ec(){let[{findings:e},{requests:t}]=await Promise.all([h.get("/findings"),h.get("/requests/unmatched",{limit:Qn,order:"newest"})]),n=t.map(s=>({kind:gs,message:s.note??s.message,at:s.at,provider:`${s.provider} ${s.method} ${s.path}`,request:s.id}));return[...e,...n.reverse()]}function tc(e){let t=new Map;for(let n of[...e].reverse())t.has(n.kind)?t.get(n.kind).push(n):t.set(n.kind,[n]);return[...t]}function nc({kind:e,rows:t}){let[n,s]=g(!1),a=n?t:t.slice(0,Zl);return i`<section class="card finding-group" aria-label=${e}>
        <h2>
            <${Oe} shape=${e===gs?"▲":"◆"}>${e}<//>${" "}
            <small class="dim">${I(t.length,"request")}</small>
        </h2>
        <p class="dim">${Ql[e]}</p>
        <ul>
            ${a.map((o,r)=>i`<${sc} key=${`${o.request} ${r}`} row=${o} />`)}
        </ul>
        ${a.length<t.length&&i`<button class="small" onClick=${()=>s(!0)}>show all ${t.length}</button>`}
    </section>`}function sc({row:e}){let t=x(e.at);return i`<li>
        <a class="mono" href=${v(["requests",e.request])}>#${e.request}</a>
        <time class="mono dim" title=${N(t)}>${J(t)}</time>
        <span class="dim">${e.provider} ${e.operation}</span>
        <span class="text">${e.message}</span>
        ${e.call&&i`<a href=${v(["calls",e.call])}>call</a>`}
    </li>`}function _a({number:e}){let[t,n]=D(()=>h.get(`/requests/${e}`),[e]);return i`<${ut}
        title=${`request ${e}`}
        heading=${i`<span class="dim">#${e}</span> ${t&&i`<${pt} status=${t.status} />`}`}
        name="requests"
        back=${v(["requests"],w.value.query)}
        actions=${t&&i`<${oc} request=${t} />`}
    >
        ${n&&i`<p class="problem" role="alert">${n}</p>`}
        ${t&&i`<${ac} request=${t} />`}
    <//>`}function oc({request:e}){let{operation:t,provider:n,curl:s}=e;return i`<${F} text=${s} label="copy as curl" />
        ${t&&i`<a class="button small" href=${v(["faults","new"],{operation:t,provider:n})}>plan a fault</a>`}`}function ac({request:e}){let t=e.path+(e.query?`?${e.query}`:"");return i`<h2 class="mono target">${e.method} ${t}</h2>
        ${e.message&&i`<p>${e.message}</p>`}
        <${ic} request=${e} />
        <${dt} rows=${lc(e)} />
        <section class="card message">
            <h2>Request</h2>
            <${ft} headers=${e.headers} />
            <${Ke} text=${e.body} dropped=${e.bodies_dropped} />
        </section>
        <section class="card message">
            <h2>Response</h2>
            <${Ke} text=${e.answer} dropped=${e.bodies_dropped} none=${rc(e)} />
        </section>
        <details class="card message">
            <summary>As curl</summary>
            <pre class="json">${e.curl}</pre>
            ${e.curl_note&&i`<p class="dim">${e.curl_note}</p>`}
        </details>`}var rc=({status:e,fault:t})=>e==null?`The client got no answer${t?`: ${Lt(t)}`:""}.`:"no body";function ic({request:e}){let{operation:t,note:n,findings:s}=e,a=s.length>0&&t!=null;return i`<div class="remarks">
        ${t==null&&i`<p class="remark"><${Oe} shape="▲">no route<//> ${n??"No provider has this method and path."}</p>`}
        ${s.map(({kind:o,message:r})=>i`<p class="remark"><${Oe} shape="◆">${o}<//> ${r}</p>`)}
        ${n&&t!=null&&!a&&i`<p class="remark is-calm">${n}</p>`}
    </div>`}var bs=e=>i`<a class="only" href=${v(["requests"],e)}>only these</a>`;function lc(e){let{call:t,call_status:n,connection:s,fault:a,delay_ms:o,operation:r}=e,l=n.before!==n.after,c=a?.split(" ")[0];return[["time",N(x(e.at))],["provider",e.provider],["operation",r&&i`${r} ${bs({operation:r})}`],["call",t&&i`<a class="mono" href=${v(["calls",t])}>${t}</a> ${bs({call:t})}`],["call status",n.after&&i`${n.before??"(new)"} → ${l?i`<b>${n.after}</b>`:n.after}`],["fault",a&&(c==="header"?Lt(a):i`<a href=${v(["faults",c])}>${a}</a>`)],["delay",o?`${se(o)} by the fault`:null],["duration",se(e.duration_ms)],["connection",s&&i`${s} ${bs({connection:s})}`],["attempt",e.attempt]]}var Pt=["requests"],cc=["200","201","400","401","403","404","409","422","429","500","502","503"];function uc({headers:e,body:t,answer:n,...s}){return s}function ya({q:e,status:t,provider:n,show:s,call:a,operation:o,connection:r,fault:l}){return{q:e,status:t,provider:n,call:a,operation:o,connection:r,fault:s==="faults"?"any":l}}var wa=e=>e.operation==null||e.findings.length>0;function ka(){let{path:e}=w.value;return e[1]==="findings"?i`<main class="log"><${xa} tab="findings" /><${ba} /></main>`:i`<${dc} open=${e[1]?Number(e[1]):null} />`}function dc({open:e}){let{show:t}=w.value.query,n=Object.keys(w.value.query).length>0,s=gn(e!=null),a=ya(w.value.query),o=Tn({path:"/requests",list:"requests",slim:uc,query:a,kind:"request"}),r=E(()=>t==="out"?o.rows.filter(wa):o.rows,[o.rows,t]);return i`<main class="log">
        <${xa} tab="journal" onDeleted=${o.load} />
        <${mc} />
        ${o.error&&i`<p class="problem" role="alert">${o.error}</p>`}
        <${ct}
            label="requests"
            list=${i`<${_n}
                pages=${o}
                rows=${r}
                folder=${Pt}
                open=${e}
                label="requests, newest first"
                wide=${s}
                empty=${o.loaded&&!o.next&&i`<${vc} filtered=${n} />`}
                row=${hc}
            />`}
            detail=${e!=null&&i`<${_a} key=${e} number=${e} />`}
        />
    </main>`}function xa({tab:e,onDeleted:t}){let n=[["journal","Journal"],["findings","Findings",ga()]];return i`<div class="log-bar">
        <${pe}
            tabs=${n}
            current=${e}
            label="requests"
            to=${s=>v(s==="journal"?Pt:[...Pt,s])}
        />
        <div class="buttons">
            <${P} class="small" title="HTTP Archive: developer tools of browsers open it" onAction=${pc}
                >download HAR<//
            >
            ${t&&i`<${P} class="small danger" onAction=${()=>fc(t)}>delete the journal<//>`}
        </div>
    </div>`}async function pc(){xn(await h.blob("/requests.har",ya(w.value.query)),`${y.value}.har`)}async function fc(e){confirm("Delete all requests of this world from the journal? Calls and webhooks stay.")&&(await h.delete("/requests"),A(Pt,{query:w.value.query}),await e())}function mc(){return i`<div class="filters" role="search">
        <${Ee} placeholder="path, query, body, call, note, fault…  (/)" label="filter requests" />
        <${He}
            name="provider"
            label="provider"
            options=${[["","all providers"],...R.value.map(({name:e,title:t})=>[e,t])]}
        />
        <${He}
            name="status"
            label="status"
            options=${[["","any status"],...cc.map(e=>[e,e])]}
        />
        <${He}
            name="show"
            label="show"
            options=${[["","all requests"],["out","only what stands out"],["faults","only with a fault"]]}
        />
        <${bn} names=${["call","operation","connection","fault"]} />
    </div>`}function hc({value:e,selected:t,wide:n,to:s}){let a=wa(e),o=yn({wide:n,selected:t,"request-row":!0,"is-out":a,"has-no-call":!e.call}),r=x(e.at),l=e.path+(e.query?`?${e.query}`:"");return i`<div class=${o}>
        <span class="number mono">${e.id}</span>
        <time class="mono" title=${N(r)}>${J(r)}</time>
        <span class="provider">${e.provider||"–"}</span>
        <a
            class="main-link mono"
            href=${s}
            aria-current=${t?"true":void 0}
            title=${`${e.method} ${l}`}
            ><b>${e.method}</b> ${l}</a
        >
        <span class="state"><${pt} status=${e.status} /></span>
        <span class="operation">${e.operation}</span>
        <span class="took mono">${se(e.duration_ms)}</span>
        <span class="of-call"><${Nt} call=${e.call} /></span>
        <span class="note"><${$c} request=${e} wide=${n} /></span>
    </div>`}function $c({request:e,wide:t}){let{findings:n,fault:s,note:a,message:o,operation:r,delay_ms:l}=e;if(r==null)return i`<${Oe} shape="▲">no route<//> ${a??o}`;let[c,...u]=n;if(c)return i`<${Oe} shape="◆">${c.kind}<//>${" "}
            ${c.message}${u.length?` (+ ${I(u.length,"finding")})`:""}`;let d=l?`, held for ${se(l)}`:"";return s?i`<span class="fault-mark"><span aria-hidden="true">✕</span> ${Lt(s)}${d}</span>${" "}
            ${o}`:a??o?a??o:t?null:i`${e.provider} ${r} · ${se(e.duration_ms)}${" "}
        <${Nt} call=${e.call} />`}function vc({filtered:e}){if(e)return i`<${W} title="No request matches the filters"
            ><p>Change the filters, or <a href=${v(Pt)}>show all requests</a>.</p><//
        >`;let t=R.value.find(({calls:s})=>s.list),n=t&&hn(t,"GET",t.calls.list.path);return i`<${W} title="No requests yet" command=${n}>
        <p>
            Point your client at one of these base URLs, or send a first request. Each request appears here with its
            answer, and with what the provider's documentation does not cover.
        </p>
        <${dt}
            rows=${R.value.map(({title:s,base:a})=>[s,i`<code>${location.origin}${re}${a}</code>`])}
        />
    <//>`}function Sa(){let{provider:e,way:t="outbound"}=w.value.query,n=R.value.find(o=>o.name===e)??R.value[0];if(!n)return i`<main class="padded dim">loading…</main>`;let s=o=>v(["place"],{...w.value.query,provider:o}),a=t==="inbound"?xc:bc;return i`<main class="narrow">
        <div class="card">
            <nav class="tabs" aria-label="provider">
                ${R.value.map(o=>i`<a key=${o.name} href=${s(o.name)} aria-current=${o===n?"page":void 0}>${o.title}</a>`)}
                <label class="spread">call <select value=${t} onChange=${o=>te({way:o.target.value})}>
                    <option value="outbound" selected=${t==="outbound"}>outbound: a client places it</option>
                    <option value="inbound" selected=${t==="inbound"}>inbound: somebody calls a number of the account</option>
                </select></label>
            </nav>
            <${a} key=${`${n.name}-${t}`} provider=${n} />
        </div>
    </main>`}function gc(){let[e]=D(()=>h.get("/scenarios"),[y.value]);return e??{scenarios:[],default:""}}function Ta({value:e,onChange:t}){let{scenarios:n,default:s}=gc();return i`<label>scenario
        <select value=${e} onChange=${a=>t(a.target.value)}>
            <option value="">as the world decides (else ${s||"the default"})</option>
            ${n.map(a=>i`<option key=${a.name} value=${a.name} selected=${a.name===e}>${a.name}</option>`)}
        </select>
        ${n.find(a=>a.name===e)?.summary&&i`<span class="dim">${n.find(a=>a.name===e).summary}</span>`}
    </label>`}function bc({provider:e}){let t=e.calls.create,[n,s]=g(()=>JSON.stringify(t.body,null,2)),[a,o]=g(w.value.query.scenario??""),[r,l]=g(null),c=E(()=>_c(n),[n]),u=a?{"X-Mockserver-Scenario":a}:{},d=async()=>{l(null);try{let f=await ln(e,{...t,body:n},u),m=await yc(f,t.operation);m?A(["calls",m]):l({status:f.status,text:f.text,ok:!0})}catch(f){if(!f.answer)throw f;l({status:f.answer.status,text:f.answer.text,ok:!1})}};return i`<div class="padded stack">
        <p><code>${t.method} ${t.path}</code> <span class="dim">${t.operation} · </span><a href=${`${re}${e.openapi}`} target="_blank" rel="noopener">OpenAPI document</a></p>
        <label class="stacked">body, as JSON
            <textarea rows=${Math.min(22,n.split(`
`).length+1)} spellcheck="false" value=${n} onInput=${f=>(s(f.target.value),l(null))} aria-invalid=${c?"true":void 0}></textarea>
        </label>
        ${c&&i`<p class="is-error" role="alert">Not JSON: ${c}</p>`}
        <div class="row-of"><${Ta} value=${a} onChange=${o} /></div>
        <div class="row-of"><${cn} /><span class="dim">any key, unless the server has --api-key</span></div>
        <div class="row-of">
            <${P} class="primary" disabled=${!!c} onAction=${d}>place the call<//>
            <button onClick=${()=>(s(JSON.stringify(t.body,null,2)),l(null))}>example again</button>
            <${F} label="copy as curl" text=${()=>wc(e,t,n,u)} />
        </div>
        ${r&&i`<${kc} answer=${r} provider=${e} />`}
    </div>`}function _c(e){try{return JSON.parse(e),""}catch(t){return t.message}}async function yc(e,t){let n=(await h.get("/requests",{operation:t,order:"newest",limit:20})).requests.filter(s=>s.call);return(n.find(s=>s.answer===e.text)??n[0])?.call}function wc(e,t,n,s){let{header:a,prefix:o}=e.authentication,r=y.value==="default"?rt.value:`${rt.value}~${y.value}`,l={[a]:o+r,"Content-Type":"application/json",...s};return le(t.method,`${location.origin}${re}${t.path}`,{headers:l,body:n})}function kc({answer:e,provider:t}){return i`<div class="refused stack" role="alert">
        <p class="is-error"><b>${t.title} answers ${e.status}.</b> ${as(e.text)}</p>
        <pre class="json">${ee(e.text)}</pre>
    </div>`}function xc({provider:e}){let[t,n]=g({from:"+12125550142",to:"+12125550100",agent:"",scenario:""}),s=o=>r=>n({...t,[o]:r.target.value});S(()=>n(o=>({...o,scenario:w.value.query.scenario??o.scenario})),[]);let a=async()=>{let{agent:o,scenario:r,...l}=t,c={provider:e.name,...l,...o&&{agent:o},...r&&{scenario:r}},u=await h.post("/calls",c);A(["calls",u.id])};return i`<div class="padded stack">
        <p class="dim">Somebody calls a number of the account, and an agent of ${e.title} answers.</p>
        <label class="stacked">from (E.164) <input value=${t.from} onInput=${s("from")} /></label>
        <label class="stacked">to (E.164), a number of the account <input value=${t.to} onInput=${s("to")} /></label>
        <label class="stacked">agent <input value=${t.agent} placeholder="optional: the id of an agent or assistant" onInput=${s("agent")} /></label>
        <div class="row-of"><${Ta} value=${t.scenario} onChange=${o=>n({...t,scenario:o})} /></div>
        <div class="row-of"><${P} class="primary" onAction=${a}>let it ring<//></div>
    </div>`}var Ca=40,Dt=26,Ae=14,Ea={placed:"queued",due:"queued",held:"waiting",waiting:"waiting",dialled:"dialling",ringing:"ringing",answered:"talking",transferred:"transferred",shown:"shown",ended:"wrapping"};function Cn({path:e,text:t}){let[n,s]=g(""),[a,o]=g(""),r={...t!==void 0&&{text:t},...n&&{to:n},...a&&{seed:a}},[l,c]=D(()=>h.post(e,r),[e,t,n,a,y.value]),u=d=>f=>d(f.target.value.trim());return i`<div class="padded stack">
        <div class="row-of">
            <label>number <input value=${n} placeholder=${l?.to??"+12125550142"} onChange=${u(s)} /></label>
            <label>seed <input value=${a} placeholder=${l?.seed??""} size="8" onChange=${u(o)} /></label>
            <span class="dim">No call is placed.</span>
        </div>
        ${c&&i`<p class="is-error" role="alert">${c}</p>`}
        ${l&&i`<${Sc} previews=${l.previews} />${l.previews.map(d=>i`<${Ec} key=${d.provider} preview=${d} />`)}`}
    </div>`}var _s=e=>R.value.find(t=>t.name===e)?.title??e;function Sc({previews:e}){let t=T(null),[n,s]=g(0);j(()=>{let l=new ResizeObserver(()=>s(t.current.clientWidth));return l.observe(t.current),()=>l.disconnect()},[]);let a=e.filter(l=>!l.error),o=E(()=>dn([0,1e3,...a.flatMap(l=>l.timeline.map(c=>c.after*1e3))],Math.max(n-2*Ae,100)),[e,n]),r=Dt+a.length*Ca+4;return i`<div class="lanes" ref=${t}>${n>0&&i`<svg width=${o.width+2*Ae} height=${r} role="img" aria-label="how the call unfolds at each provider">
        <g class="axis">${pn(o,72).filter(fn(o)).map(({at:l,x:c})=>i`<g key=${l}><path d=${`M${c+Ae} ${Dt-6}V${r}`} /><text x=${Math.max(c+Ae,10)} y="14" text-anchor="middle">${go(l)}</text></g>`)}
        ${o.parts.filter(l=>l.folded).map(l=>i`<g key=${l.start} class="fold"><rect x=${l.x+Ae+2} y=${Dt-6} width=${l.width-4} height=${r-Dt+6} /><text x=${l.x+Ae+l.width/2} y="14" text-anchor="middle">${z(l.end-l.start)}</text></g>`)}</g>
        ${a.map((l,c)=>i`<${Tc} key=${l.provider} preview=${l} line=${o} top=${Dt+c*Ca} />`)}
    </svg>`}</div>`}function Tc({preview:e,line:t,top:n}){let s=r=>t.x(r.after*1e3)+Ae,a=Cc(e.timeline),o=e.timeline.at(-1);return i`<g class="lane"><text x=${Ae} y=${n+11}>${_s(e.provider)}</text>
        ${a.map((r,l)=>{let c=a[l+1]??o,u=Math.max(s(c)-s(r),r.event==="ended"?3:0);if(!u)return null;let{kind:d}=r,f=`${r.status}, ${r.description}`;return d==="waiting"?i`<g key=${l} class="item"><title>${f}</title><path class="wait" d=${`M${s(r)+2} ${n+24}h${Math.max(u-4,1)}`} /></g>`:i`<g key=${l} class=${`item kind-${d}`}><title>${f}</title><rect x=${s(r)} y=${n+17} width=${u} height="14" rx="3" />${u>r.status.length*7+10&&i`<text class="inside" x=${s(r)+5} y=${n+28}>${r.status}</text>`}</g>`})}
    </g>`}function Cc(e){let t=!1;return e.filter(n=>Ea[n.event]).map(n=>((n.event==="dialled"||n.event==="answered")&&(t=n.event==="answered"),{...n,kind:n.event==="ended"&&!t?"failed":Ea[n.event]}))}function Ec({preview:e}){if(e.error)return i`<p><b>${_s(e.provider)}</b> <span class="dim">cannot play it: ${e.error}</span></p>`;let t=e.phase==="ended"?`${e.status}${e.reason?`, ${e.reason.replaceAll("_"," ")}`:""}`:"it never ends by itself";return i`<details class="entry">
        <summary><b>${_s(e.provider)}</b><span class="grow dim">${e.timeline.length} events, ${z((e.timeline.at(-1)?.after??0)*1e3)}</span><span class="mono">${t}</span></summary>
        <div class="scroll"><table class="events"><tbody>${e.timeline.map((n,s)=>i`<tr key=${s}><td class="mono">${z(n.after*1e3)}</td><td class="mono">${n.status}</td><td>${n.description}</td></tr>`)}</tbody></table></div>
    </details>`}var Oc=250,Ac=`version: 1
name: my-scenario
summary: Somebody answers, says a word, and hangs up.
queued: 1s
attempts:
  - ringing: 3s
    answered_by: human
    talk:
      - agent: Hello, this is Sarah from Acme.
      - user: Not now, goodbye.
    ended_by: user
`;function ys({name:e,again:t}){let[n,s]=D(()=>e?h.text(`/scenarios/${encodeURIComponent(e)}/source`):Ac,[e]);return s?i`<p class="padded is-error">${s}</p>`:n===void 0?i`<p class="padded dim">loading…</p>`:i`<${Mc} key=${e} source=${n} again=${t} />`}function Mc({source:e,again:t}){let[n,s]=g(e),[a,o]=g(null),[r,l]=g(!1),c=T(null);S(()=>{let f=!0,m=setTimeout(async()=>{let p=await h.yaml("/scenarios/check",n).catch($=>({valid:!1,problems:[],failure:$.message}));f&&o({...p,text:n})},Oc);return()=>(f=!1,clearTimeout(m))},[n]);let u=a?.text===n?a:null,d=async()=>{let{scenarios:f}=await h.yaml("/scenarios",n);Y(`Saved in this world: ${f.map(m=>m.name).join(", ")}.`),await t(),A(["scenarios",f[0].name,"edit"],{replace:!0})};return i`<div class="editor">
        <${Nc} text=${n} problems=${a?.problems??[]} field=${c} onText=${s} />
        <div class="padded stack">
            <${qc} checked=${u} pending=${!u} onPick=${f=>Rc(c.current,n,f)} />
            <div class="row-of">
                <${P} class="primary" disabled=${!u?.valid} onAction=${d}>save in this world<//>
                <button disabled=${n===e} onClick=${()=>s(e)}>undo all</button>
                <button aria-pressed=${r} onClick=${()=>l(!r)}>${r?"hide the preview":"preview"}</button>
                <span class="dim">Files are not changed: copy the text into yours to keep it.</span>
            </div>
        </div>
        ${r&&u?.valid&&i`<${Cn} path="/scenarios/preview" text=${n} />`}
    </div>`}function Nc({text:e,problems:t,field:n,onText:s}){let a=T(null),o=e.split(`
`).length,r=new Map;for(let u of t)r.get(u.line)!=="error"&&r.set(u.line,u.severity);let l=()=>a.current.scrollTop=n.current.scrollTop;j(l,[e]);let c=u=>{u.key!=="Tab"||u.shiftKey||u.ctrlKey||u.altKey||(u.preventDefault(),u.target.setRangeText("  ",u.target.selectionStart,u.target.selectionEnd,"end"),s(u.target.value))};return i`<div class="code">
        <div class="gutter" ref=${a} aria-hidden="true">${Array.from({length:o},(u,d)=>i`<span key=${d} class=${r.has(d+1)?`is-${r.get(d+1)}`:void 0}>${d+1}</span>`)}</div>
        <textarea ref=${n} spellcheck="false" autocapitalize="off" wrap="off" aria-label="scenario, as YAML" value=${e} onInput=${u=>s(u.target.value)} onScroll=${l} onKeyDown=${c}></textarea>
    </div>`}function qc({checked:e,pending:t,onPick:n}){if(t)return i`<p class="dim" role="status">checking…</p>`;if(e.failure)return i`<p class="is-error" role="status">${e.failure}</p>`;if(!e.problems.length)return i`<p role="status"><span class="chip is-ok">valid</span> <span class="dim">${e.names.join(", ")}</span></p>`;let s=e.problems.filter(r=>r.severity==="error").length,a=e.problems.length-s,o=[s&&I(s,"error"),a&&I(a,"warning")].filter(Boolean).join(", ");return i`<div role="status">
        <p><span class=${`chip ${s?"is-failed":"is-pending"}`}>${o}</span></p>
        <ol class="problems">${e.problems.map(r=>i`<li key=${`${r.line}:${r.column}:${r.message}`}>
            <button class="plain problem-row" onClick=${()=>n(r)}><span class=${`mono is-${r.severity}`}>line ${r.line}</span><span>${r.path&&i`<code>${r.path}</code> `}${r.message}</span></button>
        </li>`)}</ol>
    </div>`}function Rc(e,t,{line:n,column:s}){let a=t.split(`
`),o=a.slice(0,n-1).reduce((l,c)=>l+c.length+1,0)+s-1,r=o-s+1+(a[n-1]?.length??0);e.focus(),e.setSelectionRange(o,Math.max(o,r)),e.scrollTop=Math.max(0,(n-4)*parseFloat(getComputedStyle(e).lineHeight))}var Lc=54,Aa="new";function Ma(){let{path:e,query:t}=w.value,[n,s="graph"]=[e[1]??null,e[2]],[a,o,r]=D(()=>h.get("/scenarios"),[y.value]),l=$e(null);Pc(r);let c=E(()=>Dc(a?.scenarios??[],t.q),[a,t.q]);return ae(u=>{let d=c.findIndex(f=>f.name===(l.value??n));if(u==="j"||u==="k"){let f=c[u==="j"?Math.min(d+1,c.length-1):Math.max(d-1,0)];return f&&(l.value=f.name),f&&n&&A(["scenarios",f.name,e[2]],{query:t}),!0}return u==="Enter"&&l.value?(A(["scenarios",l.value],{query:t}),!0):u==="Escape"&&n?(A(["scenarios"],{query:t}),!0):!1}),i`<main class=${n?"split has-open":"split"}>
        <section class="list" aria-label="scenarios">
            <div class="filter">
                <input type="search" placeholder="filter: name, what happens…   /" aria-label="filter scenarios" value=${t.q??""} onInput=${u=>te({q:u.target.value})} />
                <a class="button" href=${v(["scenarios",Aa,"edit"],t)}>new</a>
                ${a&&i`<${Ic} found=${a} again=${r} />`}
            </div>
            <${at} rows=${c} keyOf=${u=>u.name} height=${Lc} selected=${l.value??n} label="scenarios"
                empty=${i`<p class="padded dim">${o||(a?"No scenario fits the filter.":"loading…")}</p>`}
                row=${u=>i`<${jc} row=${u} open=${u.name===n} marked=${u.name===l.value} fallback=${a.default} next=${a.next} href=${v(["scenarios",u.name,e[2]],t)} />`} />
        </section>
        ${n?i`<${Uc} key=${n} name=${n} tab=${s} query=${t} found=${a} again=${r} />`:i`<section class="detail is-empty"><p class="dim">Choose a scenario to see its states, and how a call would unfold at each provider.</p></section>`}
    </main>`}function Pc(e){let t=T(e);t.current=e,S(()=>{let n=()=>t.current();addEventListener("focus",n);let s=G(a=>a==="reload"&&n());return()=>(removeEventListener("focus",n),s())},[])}function Dc(e,t=""){let n=t.toLowerCase().split(/\s+/).filter(Boolean);return e.filter(s=>n.every(a=>`${s.name} ${s.summary} ${s.provider??""}`.toLowerCase().includes(a)))}function Ic({found:e,again:t}){let n=async()=>{await h.post("/scenarios/next",{names:[]}),t()};return i`<p class="chosen dim">
        Calls for which nothing else is said play <b>${e.default}</b>.
        ${e.next.length>0&&i` First, in order: <b>${e.next.join(", ")}</b>. <${P} class="small" onAction=${n}>clear<//>`}
    </p>`}function jc({row:e,open:t,marked:n,fallback:s,next:a,href:o}){let r=a.filter(l=>l===e.name).length;return i`<a class=${`scenario-row${n?" is-marked":""}`} href=${o} aria-current=${t?"true":void 0}>
        <span class="who">${e.name}</span>
        <span class="row-of">${e.name===s&&i`<span class="chip is-ok">default</span>`}${r>0&&i`<span class="chip is-pending">next${r>1?` × ${r}`:""}</span>`}${e.provider&&i`<span class="dim">${e.provider} only</span>`}${e.origin==="request"&&i`<span class="chip">of this world</span>`}</span>
        <span class="sub" title=${e.summary}>${e.summary||"no summary"}</span>
    </a>`}function Uc({name:e,tab:t,query:n,found:s,again:a}){if(e===Aa)return i`<section class="detail" aria-label="scenario">
            <div class="call-head"><${Oa} query=${n} /><h1>A new scenario</h1></div>
            <div class="card"><${ys} name=${null} again=${a} /></div>
        </section>`;let o=s?.scenarios.find(l=>l.name===e);if(s&&!o)return i`<section class="detail"><${W} title=${`There is no scenario ${e}`}><p><a href=${v(["scenarios"])}>All scenarios</a></p><//></section>`;if(!o)return i`<section class="detail"><p class="dim">loading…</p></section>`;let r=l=>v(["scenarios",e,l],n);return i`<section class="detail" aria-label="scenario">
        <div class="call-head">
            <${Oa} query=${n} />
            <h1>${e}</h1>
            <div class="controls">
                <a class="button" href=${v(["place"],{scenario:e,provider:o.provider})}>play it…</a>
                <${P} onAction=${()=>Fc(e,a)}>next call plays it<//>
                <${P} disabled=${s.default===e} onAction=${()=>Wc(e,a)}>make default<//>
                <${P} class="danger" onAction=${()=>Hc(e,a)}>delete<//>
            </div>
        </div>
        <p class="dim">${o.summary} <span class="mono">${o.source}</span></p>
        <div class="card">
            <${pe} label="about the scenario" current=${t} to=${r} tabs=${[["graph","States"],["preview","Preview"],["edit","Edit"]]} />
            ${t==="preview"?i`<${Cn} path=${`/scenarios/${encodeURIComponent(e)}/preview`} />`:t==="edit"?i`<${ys} name=${e} again=${a} />`:i`<${Bc} row=${o} />`}
        </div>
    </section>`}var Oa=({query:e})=>i`<a class="back button small" href=${v(["scenarios"],e)} aria-label="back to the list">←</a>`,Fc=async(e,t)=>{let{next:n}=await h.get("/scenarios");await h.post("/scenarios/next",{names:[...n,e]}),t()},Wc=async(e,t)=>{await h.put("/scenarios/default",{name:e}),t()};async function Hc(e,t){confirm(`Delete the scenario ${e} from this world? A reset brings shipped scenarios back.`)&&(await h.delete(`/scenarios/${encodeURIComponent(e)}`),A(["scenarios"]),t())}function Bc({row:e}){let[t,n]=g(""),s=encodeURIComponent(e.name);return i`<div class="padded stack">
        <div class="row-of">
            <label>status words of <select value=${t} onChange=${a=>n(a.target.value)}>
                <option value="">${e.provider??"no provider"}</option>
                ${R.value.map(a=>i`<option key=${a.name} value=${a.name}>${a.title}</option>`)}
            </select></label>
            <button class="small spread" onClick=${()=>oe(async()=>navigator.clipboard.writeText(await h.text(`/scenarios/${s}/diagram`,{provider:t})))}>copy as Mermaid</button>
        </div>
        <${un} path=${`/scenarios/${s}/diagram.svg`} query=${{provider:t}} />
    </div>`}function La(e){return typeof e=="boolean"?"bool":typeof e=="number"?"number":typeof e=="string"?"text":"json"}var Pa=e=>typeof e=="string"&&e.endsWith("?"),ws=e=>Array.isArray(e)?"words":e.replace("?",""),Da="null",En=({kind:e,value:t})=>Ia(e,t);function Ia(e,t){let n=ws(e);return n==="json"||n==="map"?JSON.stringify(t):t==null?n==="words"?Da:"":Array.isArray(t)?t.join(", "):String(t)}function ja({kind:e},t){let n=ws(e),s=t.trim();return n==="words"?e.find(a=>String(a)===s)??(s===Da?null:s):n==="bool"?s==="true":s===""&&Pa(e)?null:n==="number"||n==="integer"?qa(s):n==="texts"?Na(s):n==="numbers"?Na(s).map(qa):n==="json"||n==="map"?Kc(s):t}var Na=e=>e.split(/[\s,]+/).filter(Boolean),qa=e=>e===""||Number.isNaN(Number(e))?e:Number(e);function Kc(e){try{return JSON.parse(e)}catch{return e}}function Ua({field:e,draft:t,set:n,isWrong:s}){let{id:a,name:o,value:r,text:l,kind:c,usual:u}=e,d=t!==void 0,f=u!==void 0&&JSON.stringify(r)!==JSON.stringify(u);return i`<div class=${`setting${d?" is-changed":""}${s?" is-wrong":""}`}>
        <label class="name mono" for=${a}>${o}</label>
        <div class="control">
            <${Jc} field=${e} text=${t??En(e)} set=${n} isWrong=${s} />
            ${d&&i`<${Ra} name="was" text=${En(e)} action="undo" set=${n} />`}
            ${!d&&f&&i`<${Ra} name="default:" text=${Ia(c,u)} action="use it" set=${n} />`}
        </div>
        <p class="dim" id=${`${a}-text`}>${l}</p>
    </div>`}function Ra({name:e,text:t,action:n,set:s}){return i`<small class="dim">
        ${e} ${t||"empty"}${" "}
        <button type="button" class="small plain" onClick=${()=>s(t)}>${n}</button>
    </small>`}function Jc({field:e,text:t,set:n,isWrong:s}){let{id:a,kind:o}=e,r=ws(o),l={id:a,name:a,"aria-describedby":`${a}-text`,"aria-invalid":s?"true":void 0},c=d=>n(d.target.value);if(r==="bool")return i`<input
            ...${l}
            type="checkbox"
            checked=${t==="true"}
            onChange=${d=>n(String(d.target.checked))}
        />`;if(r==="words")return i`<select ...${l} value=${t} onChange=${c}>
            ${Ce(o.map(d=>[String(d),d??"none"]),t)}
        </select>`;if(r==="map"||r==="json")return i`<textarea ...${l} rows="2" value=${t} onInput=${c}></textarea>`;let u=r==="number"||r==="integer";return i`<input
        ...${l}
        type="text"
        inputmode=${u?"decimal":void 0}
        class=${u?"number":""}
        value=${t}
        onInput=${c}
        placeholder=${zc(o)}
        autocomplete="off"
    />`}function zc(e){return Pa(e)?"empty":e==="numbers"?"1, 5, 30":void 0}var Fa={"":{profile:[["standard","strict","lenient"],"How requests are checked. standard: as documented, and resources that a request only refers to are made. strict: also refuses unknown fields and unknown resources. lenient: any id exists, formats are not checked."],seed:["text","The seed of ids and random values. The same seed and the same requests give the same answers."],default_scenario:["scenario","The scenario of calls for which nothing else chooses one."],examples:[["documented","by-id","none"],"Samples from the providers' documentation. documented: lists show those with real values. by-id: all can be read by id, lists begin empty. none: there are none."],real_numbers:[["warn","refuse","allow"],"A call to a number that could be a real person's: warn makes a finding, refuse answers 400."],tomorrow:["bool","Answer as the providers might next week: unknown fields, new words, longer ids and an unknown webhook."]},revring:{concurrency:["integer?","Outbound calls of the account at once; empty: any number.",10],agent_concurrency:["integer?","Outbound calls of one agent at once; empty: any number.",null],start_status:[["auto","queued"],"auto: a new call is INITIATED if a line is free, else QUEUED. queued: it is always QUEUED at first.","auto"],queued_seconds:["number","With start_status: queued: how long a call stays QUEUED although a line is free.",1],id_style:[["cuid","uuid"],"Format of new ids: as in real responses, or as the documentation types them.","cuid"],error_style:[["detailed","plain"],'detailed: {"error": {"code", "message", "details"}}. plain: {"error": "message"}.',"detailed"],created_status:[[200,201],"HTTP status of requests that create something: POST /calls, POST /agents, …",201],cancel_finished:[["conflict","ignore"],"Cancelling a call that has ended: 409, or 200 with the record unchanged.","conflict"],failure_causes:["bool","Also set hangupCause (BUSY, NO_ANSWER, USER_DID_NOT_RESPOND) on unanswered calls, beside their errorMessage.",!1],closing_order:[["first","last"],"Where the transcript shows the end_call of the agent: first, before its closing message, as documented, or last, after it.","first"],metrics:[["filled","empty"],"Whether the metrics of a conversation are filled, with keys that are not documented, or {}.","filled"],results_seconds:["number","How long after the end of a talk its transcript, summary and recordingUrl appear.",0],post_call_on_unanswered:["bool","Also send the post-call webhook for unanswered calls, as documented. By default it is not sent for them, as real clients report.",!1],webhook_retries:["numbers","Seconds between a failed attempt of the post-call webhook and the next; empty: one attempt.",[]],webhook_key:["text?","The x-api-key that is sent with webhooks, as documented; empty: none, as real clients see.",null],source_queued_seconds:["number","How long a source of a knowledge base stays queued.",1],source_processing_seconds:["number","How long a source stays processing, before it is ready or failed.",3],message_sent_seconds:["number","How long a message stays queued.",0],message_delivered_seconds:["number","How long a message then stays sent, before it is delivered (or undelivered, or failed).",2],generated_text:["text?","The text of generated messages; empty: a text with the agent's name and the last message.",null],phone_numbers:["map","The numbers of the account, and the agent that answers each (E.164 → agent id); with RevRing, the dashboard assigns them.",{}]},ringyo:{dialect:[["reference","guide"],"The dialect of responses: bare objects and cursors as on the reference pages, or {data, meta}, offsets, call_id and other statuses as in the guides.","reference"],concurrency:["integer?","Calls that may run at once; one more gives rate_limit_exceeded. Empty: any number.",null],plan:[["trial","starter","pro","agency"],"The plan of the account; trial and starter have no API access and get 403.","pro"],rate_table:[["introduction","api-keys"],"The page that sets the requests per minute of a plan: 300 (Pro) and 1,000 (Agency), or 60 and 300.","introduction"],rate_limit:["integer?","Requests per minute; empty: as the plan sets them.",null],enforce_rate:["bool","Whether a request beyond the rate limit gets 429 rate_limit_exceeded.",!1],key_prefixes:["bool","Whether a key must begin with vb_live_, rg_live_ or rg_test_.",!1],content_type:[["body","always"],"Which requests need Content-Type: application/json: those with a body, or all.","body"],credits:["number?","The initial credits of the account. When they are used up, POST /v1/calls gives insufficient_credits. Empty: as a fixture sets them, else unlimited.",null],credits_per_minute:["number","The price of each started minute of a conversation.",1],credits_status:[[402,403],"The HTTP status of insufficient_credits.",402],forbidden_status:[[401,403],"The HTTP status for a key without the necessary rights.",403],forbidden_code:[["unauthorized","forbidden"],"The error code for a key without the necessary rights.","unauthorized"],inactive_agents:["bool","Whether an agent of status inactive may call; else the call gives agent_not_found.",!0],delete_busy_agents:["bool","Whether an agent can be deleted while it has active calls; else the request gives agent_in_use.",!1],agent_limit:["integer?","Agents that the plan allows; one more gives agent_limit_reached. Empty: any number.",null],prompt_limit:["integer","The longest system_prompt in characters; a longer one gives invalid_system_prompt.",32e3],voices:["texts?","The voices that exist; others give invalid_voice_id. Empty: any voice; in profile strict, those of the documentation.",null],languages:["texts?","The languages that exist; others give invalid_language. Empty: any text of the form en-US.",null],webhook_limit:["integer?","Webhooks that the plan allows; one more gives webhook_limit_reached. Empty: any number.",null],webhook_http:[["never","loopback","allowed","always"],"Which hosts a webhook may use with plain http: none, only this machine, every host that webhooks may be sent to (this machine, its network, and those of --allow-host), or any host.","allowed"],webhook_probe:["bool","Whether the host of a new webhook must accept connections; else the request gives url_unreachable. The timeout is 1 s of real time per address. Hosts that webhooks may not be sent to are not tried.",!1],events:[["both","reference","guide"],"The dialect whose events a webhook may subscribe to; others give invalid_events.","both"],failure_count:[["failing","always"],"When a webhook shows its failure_count.","failing"],disable_after:["integer","Consecutive failed attempts after which a webhook is turned off: 100 in the reference, 10 in the guide.",100],signature:[["plain","timestamped"],"How webhooks are signed (X-Ringyo-Signature): the body's HMAC-SHA256 in hex, or t=…,v1=… with a timestamp.","plain"],signature_time:[["wall","world"],"The clock of the timestamp: real time, which receivers compare it with, or the world's time.","wall"],signature_flaw:[["none","wrong","missing","old"],"A deliberate defect of all signatures.","none"],previous_secret:["text?","An old secret during a rotation: webhooks are also signed with it.",null],recording_seconds:["number","How long after the end of a call its recording is ready (call.recording.ready, recording_url). This and the next two apply to the reference's dialect; the guide's calls have all results at their end.",2],transcript_seconds:["number","How long after the end of a call its transcript is ready (call.transcript.ready, transcript).",4],analysis_seconds:["number","How long after the end of a call its analysis is ready.",6],credits_low:["number?","The balance at which the event credits.low is sent; empty: never.",null],duration:[["call","talk"],"What duration and max_duration count: from created_at, as in the documented samples, or only the conversation.","call"],live_transcript:["bool","Whether include=transcript shows what has been said so far while a call is in_progress.",!1],recording_url:[["mock","documented"],"Whether recording URLs point to the mock, which serves them, or to https://storage.ringyo.ai as documented.","mock"]},revox:{concurrency:["integer?","Lines of the account; empty: unlimited.",null],key_concurrency:["integer?","Lines per concurrency.key without a max; empty: unlimited.",1],busy:[["queue","refuse"],"If every line is busy, an order waits (queued_for_calling) or gets a 429.","queue"],retry_after_seconds:["number","With busy: refuse: the delay after which the client shall retry.",1],setup_seconds:["number","How long an order stays initializing.",1],post_processing_seconds:["number","How long an order stays post_processing after a talk with a human.",2],recording_seconds:["number","How long after the end of a talk its recording_url appears.",0],transcript_seconds:["number","How long after the end of a talk its transcript is complete; before, attempts show what was said so far.",0],analysis_seconds:["number","How long after the end of a talk its structured_output, outcome and summary appear.",0],cancel_running:[["cut","finish"],"Whether a cancel cuts the running attempt of an order or lets it finish.","cut"],conflicts:["bool","Return 409 for cancel, pause and resume of an ended order (default: success without effect).",!1],zones:[["country","area"],"The zone of a number without timezone: one zone per country calling code, or the zone of the number's area.","country"],webhook_extras:["bool","Add metadata and structured_output to the webhook.",!1],webhook_retries:["numbers","Seconds between a failed attempt of a webhook and the next; empty: a single attempt.",[]],webhook_secret:["text?","Secret for signing webhooks (header X-Mockserver-Signature); empty: unsigned.",null],precall_timeout_seconds:["number","Timeout of the request to precall_lookup_url, in real seconds.",5],order_statuses:[["documented","newest"],"The statuses of orders for clients that name no version: the seven of docs.getrevox.com, or all of SDK 0.5.0.","documented"],api_version:[["0.0.3","0.1.1","0.2.0","0.3.0","0.4.0","0.5.0",null],"The version of requests without X-Stainless-Package-Version; empty: the newest, unless the request has fields of an older one.",null]}};var Wa={real:"Time passes by itself, so many virtual seconds a second as the rate says.",manual:"Time is stopped until it is advanced.",step:"Time is stopped, but each read of a call that has not ended advances to its next change of status.",auto:"Time jumps to the next event whenever nothing is in flight."},Gc={scenarios:"scenarios, their default and queue",settings:"settings",clock:"the clock: mode, rate and time",journal:"the journal of requests",faults:"planned faults of API answers, counted anew"};function Ha(){let e=Q.value,[t,n]=g(null),[s,a]=g("");if(!e)return null;let o=t??e.mode;return i`<form class="card block" onSubmit=${async l=>{l.preventDefault();let c=new FormData(l.target),u=c.get("now").trim();try{await h.patch("/clock",{mode:o,rate:Number(c.get("rate")),...u&&{now:u}}),a(""),n(null),l.target.elements.now.value="",Fe(),Y("The clock is set.")}catch(d){a(d.message)}}} aria-label="clock">
        <h2>Clock</h2>
        <label class="field"
            ><span>mode</span
            ><select value=${o} onChange=${l=>n(l.target.value)}>
                ${Ce(Object.keys(Wa).map(l=>[l,l]),o)}
            </select>
            <small class="dim">${Wa[o]}</small></label
        >
        <label class="field"
            ><span>rate</span><input name="rate" type="number" min="0" step="any" defaultValue=${e.rate} />
            <small class="dim">Virtual seconds per real second, in mode real.</small></label
        >
        <label class="field"
            ><span>now</span><input name="now" placeholder=${Qe(e.now)} autocomplete="off" />
            <small class="dim"
                >Empty: unchanged. A later time processes all events on the way. An earlier one is possible only if
                nothing has happened yet; otherwise reset the world.</small
            ></label
        >
        ${s&&i`<p class="problem" role="alert">${s}</p>`}
        <p><button class="primary">set the clock</button></p>
    </form>`}function Ba(){return i`<${Vc} /><${Yc} /><${Xc} />`}function Vc(){let[e,t]=g(!1),n=T(null);return i`<section class="card block" aria-label="snapshot">
        <h2>Snapshot</h2>
        <p class="dim">
            A snapshot is the whole world as JSON: calls, documents, scenarios, settings, clock, webhooks. Loaded later,
            or by another server, the world continues where it was. It contains the secrets that sign webhooks.
        </p>
        <label
            ><input type="checkbox" checked=${e} onChange=${o=>t(o.target.checked)} /> with
            the journal of requests</label
        >
        <div class="row-of">
            <${P} onAction=${async()=>{xn(await h.blob("/snapshot",e?{journal:!0}:{}),`${y.value}.json`)}}>save to a file<//>
            <button type="button" onClick=${()=>n.current.click()}>load a file…</button>
            <input
                ref=${n}
                type="file"
                accept=".json,application/json"
                class="visually-hidden"
                tabindex="-1"
                aria-label="snapshot file"
                onChange=${async()=>{let[o]=n.current.files;if(!o||!confirm(`Replace the world ${y.value} by ${o.name}? Its calls, webhooks and settings are lost.`))return;let r=await oe(async()=>await h.putText("/snapshot",await o.text())??!0);n.current.value="",r&&Y(`The world is now that of ${o.name}.`)}}
            />
        </div>
    </section>`}function Yc(){let[e,t]=g("");return i`<form class="card block" onSubmit=${async s=>{s.preventDefault();let a=new FormData(s.target),o=a.get("now").trim();if(confirm(`Reset the world ${y.value}? Its calls and webhooks are deleted.`))try{await h.post("/reset",{keep:a.getAll("keep"),...o&&{now:o}}),t(""),Y("The world begins anew.")}catch(r){t(r.message)}}} aria-label="reset">
        <h2>Reset</h2>
        <p class="dim">
            Begin a new world of the same name. Calls, documents, webhooks and sinks are deleted; what you tick stays.
        </p>
        <fieldset>
            <legend>keep</legend>
            ${Object.entries(Gc).map(([s,a])=>i`<label key=${s} class="choice"
                        ><input
                            type="checkbox"
                            name="keep"
                            value=${s}
                            defaultChecked=${s==="scenarios"||s==="settings"}
                        />
                        <span>${a}</span></label
                    >`)}
        </fieldset>
        <label class="field"
            ><span>begin at</span><input name="now" placeholder="2026-01-05T15:00:00Z" autocomplete="off" />
            <small class="dim"
                >Empty: as the server was started, or the kept
                time${Q.value?` (${N(Q.value.now)})`:""}.</small
            ></label
        >
        ${e&&i`<p class="problem" role="alert">${e}</p>`}
        <p><button class="danger">reset the world</button></p>
    </form>`}function Xc(){return i`<section class="card block" aria-label="delete">
        <h2>Delete</h2>
        <p class="dim">
            Delete the world with its calls, webhooks, settings and journal. The next request that names it makes a new
            one.
        </p>
        <p><${P} class="danger" onAction=${async()=>{let t=y.value;confirm(`Delete the world ${t} with everything in it?`)&&(await h.delete(`/worlds/${encodeURIComponent(t)}`),Y(`The world ${t} is deleted.`),St(),t!=="default"&&Ct("default"))}}>delete the world ${y.value}<//></p>
    </section>`}function Ja(){let e=w.value.path[1]==="world"?"world":"settings";return i`<main class="log">
        <div class="log-bar">
            <${pe}
                tabs=${[["settings","Settings"],["world","Clock, snapshot, reset"]]}
                current=${e}
                label="settings"
                to=${n=>v(n==="world"?["settings","world"]:["settings"])}
            />
        </div>
        ${e==="world"?i`<div class="scroll padded stack narrow-page"><${Ha} /><${Ba} /></div>`:i`<${Qc} key=${y.value} />`}
    </main>`}async function Zc(){let[e,t]=await Promise.all([h.get("/settings"),h.get("/scenarios")]);return{settings:e,scenarios:t.scenarios.map(({name:n})=>n)}}function Qc(){let[e,t,n]=D(Zc,[]),[s,a]=g({}),[o,r]=g("");if(S(()=>G(m=>m==="reload"&&n()),[]),!e)return t?i`<p class="problem" role="alert">${t}</p>`:null;let l=tu(e),c=l.flatMap(({fields:m})=>m).filter(m=>m.id in s),u=(m,p)=>a(({[m.id]:$,...O})=>p===En(m)?O:{...O,[m.id]:p}),d=()=>(a({}),r(""));return i`<form class="settings" onSubmit=${async m=>{m.preventDefault();try{await h.patch("/settings",nu(c,s)),await n(),d(),Y(`Saved ${I(c.length,"setting")}.`)}catch(p){r(p.message)}}} novalidate>
        <div class="filters" role="search">
            <${Ee} placeholder="name or meaning of a setting  (/)" label="filter settings" />
            <button class="primary" disabled=${!c.length}>
                ${c.length?`save ${I(c.length,"change")}`:"nothing to save"}
            </button>
            <button type="button" disabled=${!c.length} onClick=${d}>discard</button>
        </div>
        ${(o||t)&&i`<${eu} text=${o||t} changed=${c} />`}
        <div class="scroll padded stack narrow-page">
            ${l.map(m=>i`<${su} key=${m.name} section=${m} draft=${s} set=${u} refused=${o} />`)}
        </div>
    </form>`}function eu({text:e,changed:t}){let n=t.find(a=>za(e,a));return i`<p class="problem" role="alert">
        ${e} ${n&&i`<button type="button" class="small" onClick=${()=>document.getElementById(n.id)?.focus()}>go to ${n.name}</button>`}
    </p>`}function za(e,{section:t,name:n}){return new RegExp(`\\b${n}\\b`).test(e)&&(!t||e.startsWith(t))}function tu({settings:e,scenarios:t}){let n=o=>o!==null&&typeof o=="object"&&!Array.isArray(o),s=Object.entries(e).filter(([,o])=>!n(o)),a=Object.entries(e).filter(([,o])=>n(o));return[{name:"",title:"World",fields:s.map(([o,r])=>Ka("",o,r,t))},...a.map(([o,r])=>({name:o,title:R.value.find(l=>l.name===o)?.title??o,fields:Object.entries(r).map(([l,c])=>Ka(o,l,c,t))}))]}function Ka(e,t,n,s){let[a,o="",r]=Fa[e]?.[t]??[],l=a==="scenario"?s:a??La(n);return{id:`${e}.${t}`,section:e,name:t,value:n,kind:l,text:o,usual:r}}function nu(e,t){let n={};for(let s of e){let a=s.section?n[s.section]??={}:n;a[s.name]=ja(s,t[s.id])}return n}function su({section:e,draft:t,set:n,refused:s}){let{name:a,title:o,fields:r}=e,l=(w.value.query.q??"").toLowerCase(),c=r.filter(p=>`${o} ${p.name} ${p.text}`.toLowerCase().includes(l)),u=r.filter(p=>p.id in t).length,[d,f]=g(!a),m=p=>{p.preventDefault(),f(!d)};return c.length?i`<details class="card section" open=${d||!!l}>
        <summary onClick=${m}>
            <h2>${o}</h2>
            <span class="dim">${I(c.length,"setting")}</span>
            ${u>0&&i`<span class="chip is-pending">${u} changed</span>`}
        </summary>
        ${c.map(p=>i`<${Ua}
                    key=${p.id}
                    field=${p}
                    draft=${t[p.id]}
                    set=${$=>n(p,$)}
                    isWrong=${!!s&&za(s,p)}
                />`)}
    </details>`:null}var ks=8,ou={delivered:"is-ok",failed:"is-failed",refused:"is-failed",lost:"is-lost",pending:"is-pending",sending:"is-pending"},au={delivered:"✓",failed:"✕",refused:"⊘",lost:"∅",pending:"…",sending:"→"},On={pending:"Not yet due, or waiting for its turn.",sending:"In flight: the receiver has not answered yet.",delivered:"Answered with 2xx.",failed:"Given up after the last attempt.",lost:"Lost on purpose, because of a planned fault.",refused:"Not sent: the host is not allowed."},An=({outcome:e})=>i`<span class=${`chip ${ou[e]}`} title=${On[e]}
        ><span aria-hidden="true">${au[e]}</span> ${e}</span
    >`,xs=({status:e})=>e>=200&&e<300;function Ga({delivery:e}){let{attempts:t,next_at:n}=e,s=t.filter(o=>!xs(o)).length,a=`${I(t.length,"attempt")}${s?`, ${s} failed`:""}`;return i`<span class="dots" role="img" aria-label=${a} title=${a}>
        ${t.length>ks&&i`<small>+${t.length-ks}</small>`}
        ${t.slice(-ks).map(o=>i`<i class=${xs(o)?"is-ok":"is-failed"}></i>`)}
        ${n&&i`<i class="is-next"></i>`}
    </span>`}function Va({delivery:e}){let{attempts:t,next_at:n}=e;return i`<ol class="attempts">
        ${t.map((s,a)=>i`<${ru} key=${a} attempt=${s} number=${a+1} />`)}
        ${n&&i`<li class="dim"><b>${t.length+1}</b> <time class="mono">${J(x(n))}</time> planned</li>`}
    </ol>`}function ru({attempt:e,number:t}){let n=x(e.at);return i`<li>
        <b>${t}</b>
        <time class="mono" title=${N(n)}>${J(n)}</time>
        ${e.error?i`<span class="chip is-failed">error</span>`:i`<${iu} attempt=${e} />`}
        <span class="dim mono">${se(e.duration_ms)}</span>
        <span class="text">${e.error}</span>
        ${e.answer&&i`<pre class="json">${ee(e.answer)}</pre>`}
    </li>`}var iu=({attempt:e})=>xs(e)?i`<${pt} status=${e.status} />`:i`<span class="chip is-failed">${e.status}</span>`;var lu=300;function Ya({id:e}){let[t,n,s]=D(()=>h.get(`/webhooks/${e}`),[e]),a=E(()=>Z(s,lu),[e]);return S(()=>G((o,r)=>(o==="delivery"&&r.id===e||o==="reload")&&a()),[a]),i`<${ut}
        title=${`webhook ${e}`}
        name="webhooks"
        heading=${i`<span class="dim">#${e}</span> ${t&&i`<${An} outcome=${t.outcome} />`}`}
        back=${v(["webhooks"],w.value.query)}
        actions=${t&&i`<${cu} delivery=${t} />`}
    >
        ${n&&i`<p class="problem" role="alert">${n}</p>`}
        ${t&&i`<${uu} delivery=${t} />`}
    <//>`}function cu({delivery:e}){return i`<${P} class="small primary" title="send the same bytes again, as a new delivery" onAction=${async()=>{let s=await h.post(`/webhooks/${e.id}/replay`);Y(`Sent again as webhook ${s.id}.`),A(["webhooks",s.id],{query:w.value.query})}}
            >replay<//
        >
        <${F} text=${()=>ee(e.body)} label="copy body" />
        <${F} text=${()=>le(e.method,e.url,{headers:e.headers,body:e.body||void 0})} label="copy as curl" />`}function uu({delivery:e}){let{outcome:t,reason:n,remedy:s}=e,a=t==="failed"||t==="refused";return i`<h2 class="mono target">${e.event}</h2>
        ${(n||s)&&i`<div class=${`remark ${a?"is-failed":""}`}>
                ${n&&i`<p><b>${n}</b></p>`} ${s&&i`<p>${s}</p>`}
            </div>`}
        <${dt} rows=${du(e)} />
        <section class="card message">
            <h2>Attempts</h2>
            ${e.attempts.length||e.next_at?i`<${Va} delivery=${e} />`:i`<p class="dim">No attempt was made. ${On[t]}</p>`}
        </section>
        <section class="card message">
            <h2>Request</h2>
            <p class="mono target">${e.method} ${e.url}</p>
            <${ft} headers=${e.headers} />
            <${Ke} text=${e.body} />
        </section>`}function du(e){let{call:t,copy_of:n,next_at:s}=e;return[["outcome",On[e.outcome]],["event at",N(x(e.at))],["next attempt",s&&N(x(s))],["provider",e.provider],["call",t&&i`<a class="mono" href=${v(["calls",t])}>${t}</a>
                    <a class="only" href=${v(["webhooks"],{call:t})}>its webhooks</a>`],["endpoint",e.endpoint],["blocking",e.blocking&&"yes: the call waits for the response"],["faults",e.faults.join(", ")],["copy of",n&&i`<a href=${v(["webhooks",n])}>#${n}</a>`],["replayed",e.replayed&&"by hand"]]}var pu=700,Mn=["webhooks","sinks"],Ss=100;function Xa(e,t){let[n,s,a]=D(e,t),o=E(()=>Z(a,pu),t);return S(()=>G(r=>(r==="delivery"||r==="reload")&&o()),[o]),[n,s,a]}function Za({open:e}){let[t,n,s]=Xa(async()=>(await h.get("/sink")).sinks,[y.value]);return ae(a=>{if(a==="Escape"&&e)return A(Mn),!0;if(a!=="j"&&a!=="k")return!1;let o=(t??[]).findIndex(({name:r})=>r===e)+(a==="j"?1:-1);return t?.[o]&&A([...Mn,t[o].name],{replace:!!e}),!0}),i`<${ct}
        label="sinks"
        list=${i`<div class="scroll padded stack sinks">
            ${n&&i`<p class="problem" role="alert">${n}</p>`}
            <p class="dim">
                A sink is a receiver that is built in. Use its URL anywhere a webhook URL is wanted: it stores the last
                thousand requests and answers 200, or as the URL says: <code>?status=503&delay=3s</code>.
            </p>
            <div class="command">
                <pre>${_e("NAME")}</pre>
                <${F} text=${()=>_e("mine")} />
            </div>
            ${t&&!t.length&&i`<${fu} />`}
            <ul class="rules">
                ${(t??[]).map(a=>i`<li key=${a.name} class=${a.name===e?"is-selected":""}>
                            <a
                                class="grow mono"
                                href=${v([...Mn,a.name])}
                                aria-current=${a.name===e?"true":void 0}
                                >${a.name}</a
                            >
                            <span>${I(a.count,"request")}</span>
                            <time class="mono dim" title=${N(x(a.last_at))}
                                >${J(x(a.last_at))}</time
                            >
                        </li>`)}
            </ul>
        </div>`}
        detail=${e&&i`<${mu} key=${e} name=${e} onCleared=${s} />`}
    />`}function fu(){let e=lt("POST","/sink/mine",{hello:"sink"});return i`<${W} title="No sink has received anything" command=${e}>
        <p>A sink needs no set-up. The first request to its URL makes it:</p>
    <//>`}function mu({name:e,onCleared:t}){let[n,s,a]=Xa(async()=>(await h.get(`/sink/${encodeURIComponent(e)}`)).requests,[e]),o=async()=>{await h.delete(`/sink/${encodeURIComponent(e)}`),await Promise.all([a(),t()])},r=E(()=>(n??[]).map((c,u)=>[u+1,c]).reverse(),[n]),l=i`<${F} text=${_e(e)} label="copy URL" />
        <${P} class="small danger" disabled=${!r.length} onAction=${o}>delete what it received<//>`;return i`<${ut} title=${`sink ${e}`} name="sinks" heading=${e} back=${v(Mn)} actions=${l}>
        <p class="mono target">${_e(e)}</p>
        ${s&&i`<p class="problem" role="alert">${s}</p>`}
        ${n&&!r.length&&i`<p class="dim">This sink holds no requests.</p>`}
        ${r.slice(0,Ss).map(([c,u])=>i`<${hu} key=${c} number=${c} request=${u} isOpen=${c===r.length} />`)}
        ${r.length>Ss&&i`<p class="dim">These are the newest ${Ss} of ${I(r.length,"request")}.</p>`}
    <//>`}function hu({number:e,request:t,isOpen:n}){let s=x(t.at),a=t.headers["x-mockserver-delivery"];return i`<details class="card message" open=${n}>
        <summary>
            <b>${t.method}</b> <time class="mono" title=${N(s)}>${J(s)}</time>${" "}
            <span class="dim">${e}${$u(t.body)}</span>
        </summary>
        ${a&&i`<p><a href=${v(["webhooks",a])}>webhook ${a}</a></p>`}
        <${ft} headers=${t.headers} />
        <${Ke} text=${t.body} />
    </details>`}function $u(e){let t=/"event"\s*:\s*"([^"]+)"/.exec(e.slice(0,400));return t?` · ${t[1]}`:""}var Cs={duplicate:"The webhook arrives twice with the same bytes. Each copy has its own retries.",reorder:"The webhook arrives up to the given time later, so others overtake it. Without a time: 10s.",late:"The webhook arrives later, by the given time or range.",lose:"The webhook never arrives. Its outcome is lost.",cut:"Only half of the body arrives, with the signature of the whole body, at every attempt.",slow:"The body arrives in slices, over the given real time. Only over HTTP.",redirect:"The webhook arrives as after a followed redirect: after 301, 302 and 303 with GET and without a body, after 307 and 308 unchanged.",before_answer:"Webhooks that a request causes arrive before the response to that request."},vu={reorder:{label:"at most",placeholder:"10s"},late:{label:"by",placeholder:"5s..2m",required:!0},slow:{label:"over",placeholder:"3s",required:!0}},gu=[301,302,303,307,308],Ts=M({});function Qa(){let[e,t,n]=D(()=>h.get("/webhooks/plan"),[y.value]);S(()=>G(a=>a==="reload"&&n()),[]);let s=async a=>{await h.patch("/webhooks/plan",a),await n()};return i`<div class="scroll padded stack narrow-page">
        ${t&&i`<p class="problem" role="alert">${t}</p>`}
        ${e&&i`<${bu} key=${e.to} to=${e.to} save=${s} /><${_u} plan=${e.plan} save=${s} />`}
    </div>`}function bu({to:e,save:t}){let[n,s]=g(e??""),[a,o]=g("");return i`<form class="card block" onSubmit=${async l=>{l.preventDefault(),o(""),await t({to:n.trim()||null}).catch(c=>o(c.message))}}>
        <h2>Send all webhooks to one URL</h2>
        <p class="dim">
            Each webhook of this world goes there instead of to the URL that the client set, also blocking requests.
            Empty: each goes to its own URL.
        </p>
        <div class="row-of">
            <input
                class="grow"
                type="url"
                value=${n}
                onInput=${l=>s(l.target.value)}
                aria-label="URL for all webhooks"
                placeholder=${_e("mine")}
            />
            <button class="primary" disabled=${n.trim()===(e??"")}>save</button>
            ${e&&i`<${P} onAction=${()=>t({to:null})}>to their own URLs<//>`}
        </div>
        ${a&&i`<p class="problem" role="alert">${a}</p>`}
    </form>`}function _u({plan:e,save:t}){let n=Ts.value[y.value]??[],s=c=>Ts.value={...Ts.value,[y.value]:c},a=(c,u)=>c.filter(d=>d!==u),o=async(c,u)=>{await t({plan:u?a(e,c):[...e,c]}),s(u?[...n,c]:a(n,c))},r=(c,u)=>u?t({plan:a(e,c)}):s(a(n,c)),l=[...e.map(c=>[c,!0]),...n.map(c=>[c,!1])];return i`<section class="card block">
        <h2>Planned faults</h2>
        <p class="dim">
            They affect webhooks that are written from now on, of all calls. Each kind acts on a delivery at most once:
            the first rule that matches counts.
        </p>
        ${!l.length&&i`<p>No faults are planned: every webhook is sent on time, once and complete.</p>`}
        <ul class="rules">
            ${l.map(([c,u])=>i`<${yu} key=${JSON.stringify(c)+u} rule=${c} isOn=${u} toggle=${o} remove=${r} />`)}
        </ul>
        ${n.length>0&&i`<p class="dim">Rules that are off are not in the plan. Only this page remembers them, until it is closed.</p>`}
        <${wu} add=${c=>t({plan:[...e,c]})} />
    </section>`}function yu({rule:e,isOn:t,toggle:n,remove:s}){let{fault:a,events:o,chance:r=1,by:l,status:c}=e,u=[r<1&&`chance ${r}`,l&&`by ${l}`,c&&`status ${c}`].filter(Boolean);return i`<li class=${t?"":"is-off"}>
        <label class="switch"
            ><input
                type="checkbox"
                checked=${t}
                onChange=${()=>oe(()=>n(e,t))}
                aria-label=${`${a} is on`}
        /></label>
        <div class="grow">
            <p>
                <b class="mono">${a}</b> of <span class="mono">${[o].flat().join(", ")}</span>${" "}
                <span class="dim">${u.join(" · ")}</span>
            </p>
            <p class="dim">${Cs[a]}</p>
        </div>
        <${P} class="small" aria-label=${`remove ${a}`} onAction=${()=>s(e,t)}>remove<//>
    </li>`}function wu({add:e}){let[t,n]=g("duplicate"),[s,a]=g(""),o=[...new Set(R.value.flatMap(c=>c.webhook_events))].sort(),r=async c=>{c.preventDefault(),a("");try{await e(ku(new FormData(c.target)))}catch(u){a(u.message)}},l=vu[t];return i`<form class="add-rule" onSubmit=${r} aria-label="add a fault">
        <h3>Add a fault</h3>
        <div class="row-of">
            <select
                name="fault"
                aria-label="kind of fault"
                value=${t}
                onChange=${c=>n(c.target.value)}
            >
                ${Object.keys(Cs).map(c=>i`<option key=${c} value=${c}>${c}</option>`)}
            </select>
            <label>events <input name="events" list="webhook-events" placeholder="* (all)" size="18" /></label>
            <${$n} id="webhook-events" values=${["*","call.*",...o]} />
            <label>chance <input name="chance" type="number" min="0" max="1" step="any" placeholder="1" /></label>
            ${l&&i`<label>${l.label} <input name="by" placeholder=${l.placeholder} required=${l.required} size="9" /></label>`}
            ${t==="redirect"&&i`<label
                    >status
                    <select name="status">
                        ${gu.map(c=>i`<option key=${c} selected=${c===302}>${c}</option>`)}
                    </select></label
                >`}
            <button class="primary">add</button>
        </div>
        <p class="dim">${Cs[t]}</p>
        ${s&&i`<p class="problem" role="alert">${s}</p>`}
    </form>`}function ku(e){let t={fault:e.get("fault")},n=e.get("events").split(/[\s,]+/).filter(Boolean);return n.length&&(t.events=n),e.get("chance")&&(t.chance=Number(e.get("chance"))),e.get("by")&&(t.by=e.get("by").trim()),e.get("status")&&(t.status=Number(e.get("status"))),t}var Nn=["webhooks"],xu=["pending","sending","delivered","failed","lost","refused"],Su=["plan","sinks"];function Tu({headers:e,body:t,...n}){return{...n,attempts:n.attempts.map(({at:s,status:a,error:o})=>({at:s,status:a,error:o}))}}function er(){let{path:e}=w.value,t=Su.includes(e[1])?e[1]:"log";return i`<main class="log">
        <div class="log-bar">
            <${pe}
                tabs=${[["log","Deliveries"],["plan","Faults and destination"],["sinks","Sinks"]]}
                current=${t}
                label="webhooks"
                to=${s=>v(s==="log"?Nn:[...Nn,s])}
            />
        </div>
        ${{log:()=>i`<${Cu} open=${e[1]?Number(e[1]):null} />`,plan:()=>i`<${Qa} />`,sinks:()=>i`<${Za} open=${e[2]} />`}[t]()}
    </main>`}function Cu({open:e}){let{q:t,outcome:n,provider:s,event:a,call:o}=w.value.query,r=gn(e!=null),c=Tn({path:"/webhooks",list:"webhooks",slim:Tu,query:{q:t,outcome:n,provider:s,event:a,call:o,wait:0},kind:"delivery"});return i`<${Eu} />
        ${c.error&&i`<p class="problem" role="alert">${c.error}</p>`}
        <${ct}
            label="webhooks"
            list=${i`<${_n}
                pages=${c}
                rows=${c.rows}
                folder=${Nn}
                open=${e}
                label="webhooks, newest first"
                wide=${r}
                empty=${c.loaded&&i`<${Mu} filtered=${t||n||s||a||o} />`}
                row=${Ou}
            />`}
            detail=${e!=null&&i`<${Ya} key=${e} id=${e} />`}
        />`}function Eu(){let{provider:e,outcome:t=""}=w.value.query,n=We.value.webhooks,s=R.value.filter(({name:o})=>!e||o===e),a=[...new Set(s.flatMap(o=>o.webhook_events))].filter(o=>!o.includes("*")).sort();return i`<div class="filters" role="search">
        <${Ee} placeholder="event, URL, body, call, reason…  (/)" label="filter webhooks" />
        <${He}
            name="provider"
            label="provider"
            options=${[["","all providers"],...R.value.map(({name:o,title:r})=>[o,r])]}
        />
        <${He} name="event" label="event" options=${[["","all events"],...a.map(o=>[o,o])]} />
        <${bn} names=${["call"]} />
        <div class="segments" role="group" aria-label="outcome">
            ${["",...xu].map(o=>i`<button
                        key=${o}
                        class="small"
                        aria-pressed=${o===t}
                        onClick=${()=>te({outcome:o})}
                    >
                        ${o||"all"} ${o==="failed"&&n>0&&i`<b class="count">${n}</b>`}
                    </button>`)}
        </div>
    </div>`}function Ou({value:e,selected:t,wide:n,to:s}){let{outcome:a,reason:o}=e,c=yn({wide:n,selected:t,"delivery-row":!0,"is-bad":a==="failed"||a==="refused","is-retried":!!o&&a==="pending"}),u=x(e.at);return i`<div class=${c}>
        <span class="number mono">${e.id}</span>
        <time class="mono" title=${N(u)}>${J(u)}</time>
        <span class="provider">${e.provider}</span>
        <a class="main-link mono" href=${s} aria-current=${t?"true":void 0}><b>${e.event}</b></a>
        <span class="of-call"
            ><${Nt} call=${e.call} /></span>
        <span class="url mono" title=${`${e.method} ${e.url}`}
            >${e.url.replace(/^https?:\/\//,"")}</span
        >
        <span class="state"><${An} outcome=${a} /></span>
        <${Ga} delivery=${e} />
        <span class="note"
            >${o??Au(e)} ${!n&&!o&&i`<span class="mono">${e.url}</span>`}</span
        >
    </div>`}function Au({replayed:e,copy_of:t,faults:n,blocking:s,outcome:a,next_at:o}){let r=a==="pending"&&o?`due ${J(x(o))}`:"",l=n.length>0&&`fault: ${n.join(", ")}`;return[r,e&&"replay",t&&`copy of ${t}`,l,s&&"blocking request"].filter(Boolean).join(" · ")}function Mu({filtered:e}){if(e)return i`<${W} title="No webhook matches the filters"
            ><p>Change the filters, or <a href=${v(Nn)}>show all webhooks</a>.</p><//
        >`;let t=R.value.find(({name:s})=>s==="ringyo"),n=t&&hn(t,"POST",`${t.base}/webhooks`,{url:_e("mine"),events:["*"]});return i`<${W} title="No webhooks yet" command=${n}>
        <p>
            A webhook is sent when a call has a receiver: set a URL with your client, or${" "}
            <a href=${v(["webhooks","plan"])}>send all webhooks to one URL</a>.
            ${n&&" This registers a built-in receiver at Ringyo; then place a call:"}
        </p>
    <//>`}var Nu={calls:ps,requests:ka,webhooks:er,faults:ma,scenarios:Ma,settings:Ja,place:Sa};function qu(){let e=w.value.path[0],t=Nu[e]??ps;return i`<${ha} />
        ${Ze.value?i`<${$a} />`:i`<${t} key=${e} />`}
        <${Eo} /><${qo} />`}To();No();Wn(i`<${qu} />`,document.getElementById("page"));
